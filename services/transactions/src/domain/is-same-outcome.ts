import { type ChangeOutcome, type CreationOutcome, canonicalJson } from '@redoubt/contracts';

/**
 * Whether two decisions on the same command come to the same. When each was made does not count, nor the end of a term that
 * is reckoned from it.
 */
export function isSameOutcome(left: ChangeOutcome | CreationOutcome, right: ChangeOutcome | CreationOutcome): boolean {
  return canonicalJson(withoutTimes(left)) === canonicalJson(withoutTimes(right));
}

function withoutTimes(outcome: ChangeOutcome | CreationOutcome): object {
  return { ...outcome, recordedAt: undefined, expiresAt: undefined };
}
