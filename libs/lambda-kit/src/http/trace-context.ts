import { randomUUID } from 'node:crypto';
import { containsCardNumber } from '@redoubt/contracts';

const correlationIdPattern = /^[\x21-\x7e]{1,128}$/;

/** W3C Trace Context, version 00; ids of zeros alone are not valid. */
const traceparentPattern = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The id of the journey: the caller's if it can be logged, else a new one.
 *
 * Correlation ids reach every log, so one that could hide a card number is replaced.
 */
export function correlationIdOf(sent: string | undefined): string {
  if (sent === undefined || !correlationIdPattern.test(sent)) return randomUUID();
  return containsCardNumber(sent) ? randomUUID() : sent;
}

/** The caller's trace, if it is valid and holds no card number; the standard says to go on without one that is not. */
export function traceparentOf(sent: string | undefined): string | undefined {
  if (sent === undefined || !traceparentPattern.test(sent)) return undefined;
  return containsCardNumber(sent) ? undefined : sent;
}
