import { headers, type RouteAccess } from '@redoubt/contracts';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Doorkeeper, Principal } from '../access/principal.ts';
import { ProblemError } from '../problem-error.ts';
import { headerOf, headersOf } from './http-request.ts';

/** Who checks the keys of a merchant's route; the others have nobody, and so no client for the table of access in their bundle. */
export type Keys<Access> = Access extends { readonly scope: string }
  ? { readonly keys: Doorkeeper }
  : { readonly keys?: never };

/** The merchant whose key was shown, behind a merchant's route. */
export type PrincipalOf<Access> = Access extends { readonly scope: string } ? Principal : undefined;

/**
 * Lets a request in, or not.
 *
 * One answer for a key that is missing, unknown, wrong, revoked or has expired: it tells a stranger nothing. API Gateway has
 * checked an operator's signature before; a route that it forgot to guard refuses.
 *
 * @throws ProblemError `access_key_invalid`, `access_denied`
 */
export async function principalOf(
  event: APIGatewayProxyEvent,
  { access, keys, now }: { readonly access: RouteAccess; readonly keys: Doorkeeper | undefined; readonly now: Date },
): Promise<Principal | undefined> {
  if (access === 'public') return undefined;
  if (access === 'operator') {
    if (event.requestContext?.identity?.userArn) return undefined;
    throw new ProblemError('access_denied', 'sign the request with a role for operators of this environment');
  }
  const principal = await keys?.admit(
    {
      authorization: headersOf(event, headers.authorization),
      canaryPass: headerOf(event, headers.canaryPass),
      subject: headerOf(event, headers.idempotencyKey) ?? event.pathParameters?.['id'] ?? '',
    },
    now,
  );
  if (principal === undefined) {
    throw new ProblemError(
      'access_key_invalid',
      'send one header "Authorization: Bearer <access key>" with a key that is good',
    );
  }
  if (principal.scopes.includes(access.scope)) return principal;
  throw new ProblemError(
    'access_denied',
    `the key needs the scope ${access.scope}; it has ${principal.scopes.join(', ')}`,
  );
}

/**
 * Checks that a merchant who is named in a request is the one whose key was shown.
 *
 * @throws ProblemError `merchant_mismatch`
 */
export function assertOwn(principal: Principal, merchantId: string | undefined): void {
  if (merchantId === undefined || merchantId === principal.merchantId) return;
  throw new ProblemError(
    'merchant_mismatch',
    `the key belongs to ${principal.merchantId}; name that merchant, or none`,
  );
}
