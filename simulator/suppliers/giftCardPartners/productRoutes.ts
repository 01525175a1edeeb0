import type { FastifyInstance } from 'fastify';

import { pageOnTheWire, productPages, queryText, readPage, type Query } from './paging.ts';
import { createProblems } from './problems.ts';
import { productOnTheWire, type Product } from './product.ts';
import type { Send } from './send.ts';
import { availableProduct, type World } from './world.ts';

/** GET /v1/Products and /v1/Products/{id} (`docs/contracts/gift-card-partners.md` 3.3). */
export function registerProductRoutes(server: FastifyInstance, world: () => World, send: Send): void {
	server.get<{ Querystring: Query }>('/v1/Products', (request, reply) => {
		const { products, unavailable, settings } = world();
		const problems = createProblems();
		const page = readPage(request.query, productPages, problems);
		const name = queryText(request.query, 'productName');
		const description = queryText(request.query, 'productDescription');
		const type = queryText(request.query, 'productType');
		if (type !== undefined && type !== 'Digital' && type !== 'Physical') {
			problems.add('productType', `The value '${type}' is not valid for productType.`);
		}
		if (!problems.isEmpty) return send(reply, 400, problems.body());

		const entries = [...products.values()]
			.filter((product) => !unavailable.has(product.id))
			.filter((product) => name === undefined || contains(product.name, name))
			.filter((product) => description === undefined || descriptionContains(product, description))
			.filter((product) => type === undefined || product.type === type)
			.map((product) => productOnTheWire(product, settings.codesOrdersAllowed));
		return send(reply, 200, pageOnTheWire(entries, page));
	});

	server.get<{ Params: { id: string } }>('/v1/Products/:id', (request, reply) => {
		const product = availableProduct(world(), request.params.id);
		return product === undefined
			? send(reply, 404)
			: send(reply, 200, productOnTheWire(product, world().settings.codesOrdersAllowed));
	});
}

function descriptionContains(product: Product, part: string): boolean {
	return contains(product.shortDescription ?? '', part) || contains(product.longDescription ?? '', part);
}

function contains(text: string, part: string): boolean {
	return text.toLowerCase().includes(part.toLowerCase());
}
