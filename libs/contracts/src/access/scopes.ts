import { z } from 'zod';

/** Duties that a key may be given, each for the merchant that it belongs to and for nobody else. */
export const scopes = [
  'payments:write',
  'payments:read',
  'refunds:write',
  'sessions:write',
  'sessions:read',
  'webhooks:manage',
  'webhooks:read',
] as const;

export const Scope = z.enum(scopes);
export type Scope = z.infer<typeof Scope>;

/**
 * Who may use a route: anyone, an operator of ours by a signed request (`AWS_IAM`), or a merchant by a key with a scope.
 */
export type RouteAccess = 'public' | 'operator' | { readonly scope: Scope };
