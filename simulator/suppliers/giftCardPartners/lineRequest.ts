import { brandings, cardCarriers, shippingMethods, type ShippingMethod } from './accountLists.ts';
import type { FieldReader } from './fields.ts';
import { toCents } from './money.ts';
import { deliveryTypesOf, valueObjection, type Product } from './product.ts';
import type { OrderType, Settings } from './settings.ts';

/** What orders are checked against. */
export interface Assortment {
	settings: Settings;
	/** `undefined` for a product that doesn't exist or is not available. */
	product(id: string): Product | undefined;
}

/** A line that may be booked. */
export interface LineRequest {
	product: Product;
	/** Of one card. */
	valueCents: number;
	quantity: number;
	externalId: string | null;
	shippingMethod: ShippingMethod | undefined;
	recipient: { name: string | undefined; email: string | undefined; sms: string | undefined };
	/** Properties that the reply repeats as sent. */
	echoed: Record<string, unknown>;
}

// prettier-ignore
export const lineFields = [
	'ProductId', 'Value', 'Quantity', 'DigitalDeliveryAddress', 'PhysicalDeliveryAddress', 'Personalization',
	'BrandingId', 'ExternalId', 'Culture', 'Theme',
];

const echoedFields = [
	'DigitalDeliveryAddress',
	'PhysicalDeliveryAddress',
	'Personalization',
	'BrandingId',
	'Culture',
	'Theme',
];

/** Reads and checks one line item (`docs/contracts/gift-card-partners.md` 3.5). @returns undefined only after a problem was noted */
export function readLine(
	line: FieldReader,
	type: OrderType | undefined,
	assortment: Assortment,
): LineRequest | undefined {
	const { settings } = assortment;
	const product = readProduct(line, type, assortment);
	const valueCents = readValue(line, product);
	const quantity = readQuantity(line, type, settings);
	const externalId = line.text('ExternalId', { longest: 100 });
	const digital = readDigitalAddress(line, type === 'DigitalDelivery');
	const physical = readPhysicalAddress(line, type === 'PhysicalShipment', product, settings);
	const to = readPersonalization(line, type);
	readBranding(line);
	for (const name of ['Culture', 'Theme']) {
		if (line.text(name) !== undefined && !settings.cultureAndThemeConfigured) {
			line.reject(name, `${name} is not configured for this account.`);
		}
	}

	if (product === undefined || valueCents === undefined || quantity === undefined) return undefined;
	return {
		product,
		valueCents,
		quantity,
		externalId: externalId ?? null,
		shippingMethod: type === 'PhysicalShipment' ? physical.shippingMethod : undefined,
		recipient: { name: physical.name ?? to, ...digital },
		echoed: Object.fromEntries(
			echoedFields.flatMap((name) => (line.raw(name) === undefined ? [] : [[name, line.raw(name)]])),
		),
	};
}

function readProduct(line: FieldReader, type: OrderType | undefined, assortment: Assortment): Product | undefined {
	const id = line.text('ProductId', { isRequired: true });
	if (id === undefined) return undefined;
	const product = assortment.product(id);
	if (product === undefined) {
		line.reject('ProductId', `The product '${id}' does not exist or is not available.`);
		return undefined;
	}
	const available = deliveryTypesOf(product, assortment.settings.codesOrdersAllowed);
	if (type !== undefined && !available.includes(type)) {
		line.reject('ProductId', `The product '${id}' is not available for ${type}. Available: ${available.join(', ')}.`);
	}
	return product;
}

function readValue(line: FieldReader, product: Product | undefined): number | undefined {
	const value = line.number('Value', true);
	if (value === undefined) return undefined;
	const cents = toCents(value);
	const objection = product && valueObjection(product, cents);
	if (objection !== undefined) line.reject('Value', objection);
	return cents;
}

function readQuantity(line: FieldReader, type: OrderType | undefined, settings: Settings): number | undefined {
	const quantity = line.number('Quantity', settings.quantityRequired) ?? 1;
	if (!Number.isInteger(quantity) || quantity < 1) {
		line.reject('Quantity', 'The field Quantity must be a whole number of 1 or more.');
		return undefined;
	}
	// gap 3: the sister API takes more than one card per line for Codes and PhysicalShipment only
	if (quantity > 1 && !settings.quantityAboveOneAllowed && (type === 'DigitalDelivery' || type === 'Links')) {
		line.reject('Quantity', `Quantity must be 1 for ${type}.`);
	}
	return quantity;
}

function readDigitalAddress(
	line: FieldReader,
	isRequired: boolean,
): { email: string | undefined; sms: string | undefined } {
	const address = line.object('DigitalDeliveryAddress', ['Email', 'Sms'], isRequired);
	const email = address?.text('Email', { longest: 150 });
	const sms = address?.text('Sms', { longest: 20 });
	if (isRequired && address !== undefined && email === undefined && sms === undefined) {
		line.reject('DigitalDeliveryAddress', 'At least one of Email and Sms is required.');
	}
	return { email, sms };
}

// prettier-ignore
const physicalFields = [
	'ShippingMethodId', 'CarrierId', 'Name', 'AddressLine1', 'AddressLine2', 'AddressLine3', 'City', 'State', 'Zip', 'Country',
];

function readPhysicalAddress(
	line: FieldReader,
	isRequired: boolean,
	product: Product | undefined,
	settings: Settings,
): { name?: string; shippingMethod?: ShippingMethod } {
	const address = line.object('PhysicalDeliveryAddress', physicalFields, isRequired);
	if (address === undefined) return {};
	const methodId = address.text('ShippingMethodId', { isRequired: true });
	const carrierId = address.text('CarrierId');
	const name = address.text('Name', { isRequired: true, longest: 150 });
	address.text('AddressLine1', { isRequired: true, longest: 100 });
	address.text('AddressLine2', { longest: 100 });
	address.text('AddressLine3', { longest: 100 });
	address.text('City', { isRequired: true, longest: 100 });
	readTwoLetters(address, 'State');
	address.text('Zip', { isRequired: true, longest: 50 });
	readTwoLetters(address, 'Country');

	const shippingMethod = shippingMethods.find(({ id }) => id === methodId);
	if (methodId !== undefined && shippingMethod === undefined) {
		address.reject('ShippingMethodId', `The shipping method '${methodId}' does not exist.`);
	}
	if (carrierId !== undefined && !cardCarriers.some(({ Id }) => Id === carrierId)) {
		address.reject('CarrierId', `The carrier '${carrierId}' does not exist.`);
	}
	if (
		carrierId === undefined &&
		settings.cardCarrierEnforced &&
		isRequired &&
		product?.shipping?.hasRequiredCardCarriers
	) {
		address.reject('CarrierId', `The product '${product.id}' requires a card carrier.`);
	}
	return { name, shippingMethod };
}

function readTwoLetters(address: FieldReader, name: string): void {
	const text = address.text(name, { isRequired: true, exactly: 2 });
	if (text?.length === 2 && !/^[A-Za-z]{2}$/.test(text)) address.reject(name, `The field ${name} must be two letters.`);
}

/** @returns whom the gift is for */
function readPersonalization(line: FieldReader, type: OrderType | undefined): string | undefined {
	const fields = line.object('Personalization', ['To', 'FromName', 'FromEmail', 'Message', 'DeliveryDate']);
	if (fields === undefined) return undefined;
	const to = fields.text('To', { isRequired: true, longest: 150 });
	fields.text('FromName', { isRequired: true, longest: 150 });
	fields.text('FromEmail', { longest: 150 });
	fields.text('Message', { longest: 400 });
	const deliveryDate = fields.text('DeliveryDate');
	if (deliveryDate !== undefined && Number.isNaN(Date.parse(deliveryDate))) {
		fields.reject('DeliveryDate', 'The DeliveryDate field must be a date-time.');
	}
	if (deliveryDate !== undefined && type !== undefined && type !== 'DigitalDelivery') {
		fields.reject('DeliveryDate', 'DeliveryDate is for DigitalDelivery only.');
	}
	return to;
}

function readBranding(line: FieldReader): void {
	const id = line.text('BrandingId');
	if (id !== undefined && !brandings.some(({ Id }) => Id === id)) {
		line.reject('BrandingId', `The branding '${id}' does not exist.`);
	}
}
