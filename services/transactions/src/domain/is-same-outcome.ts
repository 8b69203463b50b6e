import { type ChangeOutcome, type CreationOutcome, canonicalJson } from '@redoubt/contracts';

/**
 * Whether two decisions on a command agree. Their times do not count, nor the ends of terms that follow from them.
 */
export function isSameOutcome(left: ChangeOutcome | CreationOutcome, right: ChangeOutcome | CreationOutcome): boolean {
  return canonicalJson(withoutTimes(left)) === canonicalJson(withoutTimes(right));
}

function withoutTimes(outcome: ChangeOutcome | CreationOutcome): object {
  return { ...outcome, recordedAt: undefined, expiresAt: undefined };
}
