/**
 * The short lists an account works with (`docs/contracts/gift-card-partners.md` 3.4). Paged lists have more entries than
 * the default page size of 5, so a client that reads one page only is found out.
 */

export interface ShippingMethod {
	id: string;
	carrier: string;
	description: string;
	costCents: number;
}

export const shippingMethods: readonly ShippingMethod[] = [
	{ id: 'SM-101', carrier: 'USPS', description: 'First Class, no tracking', costCents: 0 },
	{ id: 'SM-102', carrier: 'USPS', description: 'Priority Mail', costCents: 995 },
	{ id: 'SM-103', carrier: 'UPS', description: 'Ground', costCents: 1250 },
	{ id: 'SM-104', carrier: 'UPS', description: '2nd Day Air', costCents: 2475 },
	{ id: 'SM-105', carrier: 'FedEx', description: 'Standard Overnight', costCents: 3900 },
	{ id: 'SM-106', carrier: 'FedEx', description: 'International Economy', costCents: 5600 },
];

/** Physical packaging. */
export const cardCarriers: ReadonlyArray<{ Id: string; Description: string }> = [
	{ Id: 'CC-201', Description: 'Holiday gift box' },
	{ Id: 'CC-202', Description: 'Birthday greeting card' },
	{ Id: 'CC-203', Description: 'Thank-you greeting card' },
	{ Id: 'CC-204', Description: 'Plain white sleeve' },
	{ Id: 'CC-205', Description: 'Company sleeve, blue' },
	{ Id: 'CC-206', Description: 'Company sleeve, green' },
];

export const brandings: ReadonlyArray<{ Id: string; Name: string }> = [
	{ Id: 'BRAND-301', Name: 'Default template' },
	{ Id: 'BRAND-302', Name: 'Welcome aboard' },
	{ Id: 'BRAND-303', Name: 'Happy birthday' },
	{ Id: 'BRAND-304', Name: 'Service anniversary' },
	{ Id: 'BRAND-305', Name: 'Thank you' },
	{ Id: 'BRAND-306', Name: 'Season’s greetings' },
];

export const departments: ReadonlyArray<{ Id: string; Name: string }> = [
	{ Id: 'DEP-401', Name: 'Human Resources' },
	{ Id: 'DEP-402', Name: 'Marketing' },
	{ Id: 'DEP-403', Name: 'Customer Care' },
];
