import type { INodeProperties } from 'n8n-workflow';

/* Personalization of the whole order (docs/contracts/gift-card-partners.md 3.5). */

export const greetingUrlOption: INodeProperties = {
	displayName: 'Greeting URL',
	name: 'greetingUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://www.example.com/greeting.png',
	description: 'The address of a greeting that is shown with all cards of the order, up to 150 characters',
};

export const photoUrlOption: INodeProperties = {
	displayName: 'Photo URL',
	name: 'photoUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://www.example.com/photo.png',
	description: 'The address of a photo that is shown with all cards of the order, up to 150 characters',
};
