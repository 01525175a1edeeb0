import { shown } from '../../shared/secrets/shown';

/*
 * What of Gift Card Partners' replies may be shown outside Get Secure Data, in any case of the keys: those of
 * docs/contracts/gift-card-partners.md 3. Left out is what can be spent, the webhook's address, which holds the trigger's
 * secret, and everything that no document names.
 */

/** An order as it is created, listed or read (3.5). */
export const SHOWN_OF_ORDER = shown({
	Id: 'id',
	Timestamp: 'time',
	Status: 'text',
	Type: 'text',
	PONumber: 'own',
	Note: 'text',
	Personalization: { PhotoUrl: 'picture', GreetingUrl: 'picture' },
	LineItems: {
		Id: 'id',
		Status: 'text',
		ProductId: 'id',
		Value: 'amount',
		Quantity: 'amount',
		Cost: 'amount',
		ExternalId: 'own',
		BrandingId: 'id',
		Culture: 'text',
		Theme: 'text',
		DigitalDeliveryAddress: { Email: 'id', Sms: 'id' },
		PhysicalDeliveryAddress: {
			ShippingMethodId: 'id',
			CarrierId: 'id',
			Name: 'text',
			AddressLine1: 'text',
			AddressLine2: 'text',
			AddressLine3: 'text',
			City: 'text',
			State: 'text',
			Zip: 'id',
			Country: 'text',
		},
		Personalization: { To: 'text', FromName: 'text', FromEmail: 'id', Message: 'text', DeliveryDate: 'time' },
		ClaimData: { Id: 'id', BarcodeType: 'id' },
	},
});

/** A product (3.3). */
export const SHOWN_OF_PRODUCT = shown({
	Id: 'id',
	Name: 'text',
	Denominations: ['amount'],
	DenominationType: 'text',
	AvailableDeliveryTypes: ['text'],
	Type: 'text',
	ShortDescription: 'text',
	LongDescription: 'text',
	Terms: 'text',
	Disclaimer: 'text',
	RedemptionNote: 'text',
	Meta: { ShippingConfiguration: { FulfillmentGroup: 'text' }, website: 'text' },
	Media: { Faceplates: { Name: 'text', Path: 'picture' }, logo: 'picture' },
	Cost: { Fee: 'amount', DiscountPercentage: 'amount' },
	Translations: {
		CultureCode: 'text',
		Name: 'text',
		Description: 'text',
		TermsAndConditions: 'text',
		SpecialTermsAndConditions: 'text',
		GeneralRedemptionInstructions: 'text',
		OnlineRedemptionInstructions: 'text',
		InstoreRedemptionInstructions: 'text',
		PrintRedemptionInstructions: 'text',
	},
	CurrencyCode: 'text',
	CultureCodes: ['text'],
});

/** A shipping method, a carrier, a branding or a department; the last two aren't documented (3.4). */
export const SHOWN_OF_DELIVERY_ENTRY = shown({
	Id: 'id',
	Name: 'text',
	Description: 'text',
	Carrier: 'text',
	Cost: 'amount',
});

/** The deposit (3.2). */
export const SHOWN_OF_BALANCE = shown({ Pending: 'amount', Available: 'amount' });
