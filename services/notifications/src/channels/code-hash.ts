import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The stored form of a code. Without the platform's key nobody who reads the table learns the code by trying all of them; with the
 * channel's id in it, one channel's hash says nothing of another's.
 */
export function codeHashOf(key: string, { endpointId, code }: { readonly endpointId: string; readonly code: string }) {
  return createHmac('sha256', key).update(`${endpointId}#code#${code}`).digest('base64');
}

/** Compares two hashes in a time that tells nothing. */
export function isSameHash(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
