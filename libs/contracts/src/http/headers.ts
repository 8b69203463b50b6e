import { z } from 'zod';

/** Names of the headers that carry meaning, as clients send or see them (compare without case). */
export const headers = {
  age: 'Age',
  authorization: 'Authorization',
  canaryPass: 'Redoubt-Canary-Pass',
  idempotencyKey: 'Idempotency-Key',
  idempotencyReplayed: 'Idempotency-Replayed',
  correlationId: 'X-Correlation-Id',
  etag: 'ETag',
  ifMatch: 'If-Match',
  ifNoneMatch: 'If-None-Match',
  traceparent: 'traceparent',
  servedBy: 'X-Served-By',
} as const;

/** 1 to 255 printable ASCII characters. */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/);

/** Value of `X-Served-By`: which region answered, and under which epoch, e.g. `us-east-2;2`. */
export function servedBy(region: string, epoch: number): string {
  return `${region};${epoch}`;
}
