import type { KeyObject } from 'node:crypto';
import { checkPrimeSync } from 'node:crypto';

/** Of a random product of two large primes, none divides it. */
const SMALL_PRIMES_BELOW = 20_000;
/** Two primes that are closer than this many steps of Fermat's method find at once. Real ones are 2^900 apart. */
const FERMAT_STEPS = 100;

/**
 * Whether an RSA modulus is a product of two primes that nobody finds with a pocket calculator: not a prime itself, not a
 * square, without small factors, and its factors not next to each other. It can't tell every weak key from a good one.
 */
export function isStrongModulus(key: KeyObject): boolean {
	const { n = '' } = key.export({ format: 'jwk' });
	const modulus = BigInt(`0x${Buffer.from(n, 'base64url').toString('hex') || '0'}`);
	return !hasSmallFactor(modulus) && !checkPrimeSync(modulus) && !hasCloseFactors(modulus);
}

/** One gcd with the product of all small primes, instead of thousands of divisions. */
function hasSmallFactor(modulus: bigint): boolean {
	return greatestCommonDivisor(modulus, productOfSmallPrimes() % modulus) !== 1n;
}

let product: bigint | undefined;

function productOfSmallPrimes(): bigint {
	product ??= multiplied(smallPrimes());
	return product;
}

function smallPrimes(): bigint[] {
	const isComposite = new Uint8Array(SMALL_PRIMES_BELOW);
	const primes: bigint[] = [];
	for (let candidate = 2; candidate < SMALL_PRIMES_BELOW; candidate++) {
		if (isComposite[candidate]) continue;
		primes.push(BigInt(candidate));
		for (let multiple = candidate * candidate; multiple < SMALL_PRIMES_BELOW; multiple += candidate)
			isComposite[multiple] = 1;
	}
	return primes;
}

/** In halves: factors of equal length are multiplied fastest. */
function multiplied(factors: bigint[]): bigint {
	if (factors.length <= 1) return factors[0] ?? 1n;
	const half = factors.length >> 1;
	return multiplied(factors.slice(0, half)) * multiplied(factors.slice(half));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
	while (b !== 0n) [a, b] = [b, a % b];
	return a;
}

/** Fermat's method: an odd product of close factors is a difference of two squares, one of them just above it. */
function hasCloseFactors(modulus: bigint): boolean {
	let middle = squareRoot(modulus);
	if (middle * middle < modulus) middle += 1n;
	for (let step = 0; step < FERMAT_STEPS; step++, middle += 1n) {
		if (isSquare(middle * middle - modulus)) return true;
	}
	return false;
}

/** The last six bits rule out most numbers before a root has to be drawn. */
const LAST_BITS_OF_SQUARES = new Set(Array.from({ length: 64 }, (_, number) => (number * number) % 64));

function isSquare(value: bigint): boolean {
	if (!LAST_BITS_OF_SQUARES.has(Number(value & 63n))) return false;
	const root = squareRoot(value);
	return root * root === value;
}

/** Rounded down, by Newton's method. */
function squareRoot(value: bigint): bigint {
	if (value < 2n) return value;
	let root = 1n << BigInt((value.toString(16).length * 4 + 1) >> 1);
	for (;;) {
		const next = (root + value / root) >> 1n;
		if (next >= root) return root;
		root = next;
	}
}
