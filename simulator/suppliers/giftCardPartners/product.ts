import { fromCents } from './money.ts';
import type { OrderType } from './settings.ts';

export interface Product {
	id: string;
	name: string;
	denominationType: 'Fixed' | 'Variable' | 'VariableNoCents';
	/** Allowed values for `Fixed`, else smallest and largest. */
	denominationsCents: number[];
	deliveryTypes: OrderType[];
	type: 'Digital' | 'Physical';
	shortDescription: string | null;
	longDescription: string | null;
	terms: string | null;
	disclaimer: string | null;
	redemptionNote: string | null;
	/** Physical only. */
	shipping: { fulfillmentGroup: string; hasRequiredCardCarriers: boolean } | null;
	feeCents: number;
	/** In hundredths of a percent: 360 is 3.6 %. */
	discountBasisPoints: number;
	translations: Translation[];
	currencyCode: 'USD' | 'CAD';
	cultureCodes: string[];
}

export interface Translation {
	cultureCode: string;
	name: string;
	description: string;
	terms: string;
}

/** What one card costs: value × (1 − discount) + fee, to the cent (`docs/contracts/gift-card-partners.md` 3.3). */
export function cardCostCents(product: Product, valueCents: number): number {
	return Math.round((valueCents * (10_000 - product.discountBasisPoints)) / 10_000) + product.feeCents;
}

/** Why the product is not sold with this value; `undefined` when it is (`docs/contracts/gift-card-partners.md` 3.3). */
export function valueObjection(product: Product, valueCents: number | undefined): string | undefined {
	const [smallest = 0, largest = 0] = product.denominationsCents;
	const allowed = product.denominationsCents.map((cents) => fromCents(cents)).join(', ');
	if (product.denominationType === 'Fixed') {
		return valueCents !== undefined && product.denominationsCents.includes(valueCents)
			? undefined
			: `Value must be one of: ${allowed}.`;
	}
	if (valueCents === undefined) return 'Value must not have more than two decimal places.';
	if (valueCents < smallest || valueCents > largest) {
		return `Value must be between ${fromCents(smallest)} and ${fromCents(largest)}.`;
	}
	if (product.denominationType === 'VariableNoCents' && valueCents % 100 !== 0) {
		return 'Value must be a whole number for this product.';
	}
	return undefined;
}

/** The product as GCP's own reference samples it (`docs/contracts/gift-card-partners.md` 3.3). */
export function productOnTheWire(product: Product, codesOrdersAllowed: boolean): Record<string, unknown> {
	return {
		Id: product.id,
		Name: product.name,
		Denominations: product.denominationsCents.map((cents) => fromCents(cents)),
		DenominationType: product.denominationType,
		AvailableDeliveryTypes: deliveryTypesOf(product, codesOrdersAllowed),
		Type: product.type,
		ShortDescription: product.shortDescription,
		LongDescription: product.longDescription,
		Terms: product.terms,
		Disclaimer: product.disclaimer,
		RedemptionNote: product.redemptionNote,
		Meta: {
			ShippingConfiguration: product.shipping && {
				FulfillmentGroup: product.shipping.fulfillmentGroup,
				HasRequiredCardCarriers: product.shipping.hasRequiredCardCarriers,
			},
		},
		Media: {
			Faceplates: [{ Name: product.name, Path: `https://media.invalid/faceplates/${product.id.toLowerCase()}.png` }],
		},
		Cost: { Fee: fromCents(product.feeCents), DiscountPercentage: product.discountBasisPoints / 100 },
		Translations: product.translations.map((translation) => ({
			CultureCode: translation.cultureCode,
			Name: translation.name,
			Description: translation.description,
			TermsAndConditions: translation.terms,
			SpecialTermsAndConditions: null,
			GeneralRedemptionInstructions: null,
			OnlineRedemptionInstructions: null,
			InstoreRedemptionInstructions: null,
			PrintRedemptionInstructions: null,
		})),
		CurrencyCode: product.currencyCode,
		CultureCodes: product.cultureCodes,
	};
}

/** An account that may order Codes may order them of whatever is sold as a link. */
export function deliveryTypesOf(product: Product, codesOrdersAllowed: boolean): OrderType[] {
	return codesOrdersAllowed && product.deliveryTypes.includes('Links')
		? [...product.deliveryTypes, 'Codes']
		: product.deliveryTypes;
}
