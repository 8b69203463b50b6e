import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Principal } from '../access/principal.ts';
import { capacityOf } from '../limits/bucket.ts';
import type { Allowance, RequestLimits } from '../limits/request-limits.ts';
import { ProblemError } from '../problem-error.ts';

/** Takes a request out of its merchant's bucket; undefined where nobody is counted. */
export async function allowanceOf(
  { httpMethod }: Pick<APIGatewayProxyEvent, 'httpMethod'>,
  {
    principal,
    limits,
    now,
  }: { readonly principal: Principal | undefined; readonly limits: RequestLimits | undefined; readonly now: Date },
): Promise<Allowance | undefined> {
  if (principal === undefined) return undefined;
  return await limits?.take(principal.merchantId, httpMethod === 'GET' ? 'read' : 'write', now);
}

/** @throws ProblemError `too_many_requests` */
export function assertAllowed(allowance: Allowance | undefined): void {
  if (allowance?.kind !== 'spent') return;
  const { methods, shape } = allowance;
  throw new ProblemError(
    'too_many_requests',
    `the merchant may ${methods} ${shape.requestsPerSecond} times a second, and ${capacityOf(shape)} times at once; wait as long as Retry-After says`,
  );
}

/**
 * The limit and what is left of it, as draft-ietf-httpapi-ratelimit-headers-10 has it
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/): `q` requests in a window of `w` seconds; `r` are left,
 * and more come in `t` seconds, not before `Retry-After`.
 */
export function rateLimitHeaders(allowance: Allowance | undefined): Readonly<Record<string, string>> {
  if (allowance === undefined || allowance.kind === 'unknown') return {};
  const { methods, shape } = allowance;
  const policy = { 'RateLimit-Policy': `"${methods}";q=${capacityOf(shape)};w=${shape.windowSeconds}` };
  if (allowance.kind === 'granted') return { ...policy, RateLimit: `"${methods}";r=${allowance.remaining}` };
  const seconds = Math.max(1, Math.ceil(allowance.waitMs / 1_000));
  return { ...policy, RateLimit: `"${methods}";r=0;t=${seconds}`, 'Retry-After': String(seconds) };
}
