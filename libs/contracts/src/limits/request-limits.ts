import { z } from 'zod';

/** Kinds of requests, each with a limit of its own: a client that polls takes no payment's place. */
export type MethodClass = 'write' | 'read';

/** Requests of each kind that a merchant may send per second, as Stripe allows in live mode (https://docs.stripe.com/rate-limits). */
export const requestsPerSecondDefault = 100;

/**
 * Seconds whose requests may come at once. Ten merchants may spend theirs in the same moment before the burst of 5,000, which API
 * Gateway gives all of them together, is used up.
 */
export const requestWindowSeconds = 5;

/** The highest limit of one merchant, in requests per second: what API Gateway lets through for all of them. */
export const requestsPerSecondMax = 10_000;

/** A limit of a merchant's own, in requests per second. */
export const RequestsPerSecond = z.number().int().min(1).max(requestsPerSecondMax);
