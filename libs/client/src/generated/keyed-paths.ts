// Made from docs/reference by bin/write-types.ts: not edited by hand.

/** Paths whose POST takes an idempotency key: repeating it with the same key does nothing twice. */
export const keyedPaths = [
  '/validation/v1/payments',
  '/validation/v1/validations',
  '/payment/validate',
  '/validation/v1/sessions',
  '/transactions/v1/exports',
  '/transactions/v1/payments/{id}/captures',
  '/transactions/v1/payments/{id}/voids',
  '/transactions/v1/payments/{id}/refunds',
  '/transactions/v1/payments/{id}/dispute-evidence',
  '/notifications/v1/endpoints',
  '/notifications/v1/endpoints/{id}/secrets',
  '/notifications/v1/channels',
] as const;
