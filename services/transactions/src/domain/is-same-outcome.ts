import { canonicalJson, type JournalRecord } from '@redoubt/contracts';

type Outcome = NonNullable<JournalRecord['outcome']>;

/**
 * Whether two decisions on a command agree. Their times do not count, nor the ends of terms that follow from them.
 */
export function isSameOutcome(left: Outcome, right: Outcome): boolean {
  return canonicalJson(withoutTimes(left)) === canonicalJson(withoutTimes(right));
}

function withoutTimes(outcome: Outcome): object {
  return { ...outcome, recordedAt: undefined, expiresAt: undefined };
}
