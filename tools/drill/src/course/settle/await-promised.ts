import { LocalCloudError } from '@redoubt/local-cloud';
import { DrillError } from '../../drill-error.ts';
import type { Finding } from '../../verdict/finding.ts';
import { type GrowingEvidence, stillMissing } from '../../verdict/still-missing.ts';
import { waitUntil } from '../../wait-until.ts';
import { changesIn, paymentsIn } from '../../witness/read-book.ts';
import type { DrillRun } from '../drill-run.ts';

/** Time after which it says what it waits for, in milliseconds: most of the time all is there at once. */
const quietMs = 10_000;

/** Pause between two looks, in milliseconds: each reads the ledger. */
const everyMs = 500;

/**
 * A change that is in the books and was never answered is announced five minutes after its commit: until then its request might
 * still journal it (ADR 12). The rest is for the replica's mark, the relay and the webhooks. In milliseconds.
 */
const unansweredMs = 300_000 + 60_000;

/** The last look, and what the verdict still misses there. */
export interface Awaited<Seen> {
  readonly seen: Seen;
  readonly missing: readonly Finding[];
}

/**
 * Waits until everything has come that the verdict will ask for: by the book, and by the ledger, which may hold changes whose
 * clients have given up. When something is lost the limit passes, and the verdict names it.
 *
 * @param look may fail, as on a busy machine a query does that takes too long
 * @throws DrillError `evidence_missing` when no look succeeded in time; LocalCloudError, likewise, when the cloud gave no answer
 */
export async function awaitPromised<Seen extends GrowingEvidence>(
  { signal, timeline, waitMsMax }: Pick<DrillRun, 'signal' | 'timeline' | 'waitMsMax'>,
  look: () => Promise<Seen>,
): Promise<Awaited<Seen>> {
  let last: Awaited<Seen> | undefined;
  let failure: DrillError | LocalCloudError | undefined;
  const isAllThere = async (): Promise<Awaited<Seen> | undefined> => {
    const seen = await look().catch((error: unknown) => {
      if (!(error instanceof DrillError || error instanceof LocalCloudError)) throw error;
      failure = error;
      return undefined;
    });
    if (seen === undefined) return undefined;
    last = { seen, missing: stillMissing(seen) };
    return last.missing.length === 0 ? last : undefined;
  };
  const within = (limitMs: number) => waitUntil(isAllThere, { limitMs, everyMs, signal });
  const atOnce = await within(Math.min(quietMs, waitMsMax));
  if (atOnce !== undefined) return atOnce;
  if (last !== undefined) timeline.add('drain', `waits for ${textOf(last.missing)}`);
  const inTime = await within(waitMsMax - quietMs);
  if (inTime !== undefined) return inTime;
  if (last === undefined) throw failure ?? new DrillError('evidence_missing', 'ledger and bus gave no answer');
  return (isOfUnanswered(last) ? await within(unansweredMs) : undefined) ?? last;
}

/** E.g. `3 that are missing: event_missing of pay_…: no PaymentVoided of version 3 was seen, …`. */
export function textOf([first, ...others]: readonly Finding[]): string {
  if (first === undefined) return 'nothing';
  const { rule, subject, text } = first;
  return `${others.length + 1} that are missing: ${rule} of ${subject}: ${text}, …`;
}

/** Whether something is missing of a payment with a change that nobody was answered. */
function isOfUnanswered({ seen: { requests }, missing }: Awaited<GrowingEvidence>): boolean {
  const unanswered = changesIn(requests).filter(({ answers }) => answers.length === 0);
  const references = new Set(unanswered.map(({ change }) => change.reference));
  const payments = paymentsIn(requests).filter(({ intent }) => references.has(intent.reference));
  const ids = new Set(payments.flatMap(({ paymentIds }) => paymentIds));
  return missing.some(({ subject }) => ids.has(subject));
}
