import type { Assessment, Counters } from './assess-payment.ts';
import type { DecisionRecord } from './domain/replay-decision.ts';

/** A decision with what it was about. */
export interface DecisionEntry extends DecisionRecord {
  /** Id of the payment or the validation. */
  readonly id: string;
  readonly merchantId: string;
  /** Of the payment that was decided on. */
  readonly fingerprint: string;
  readonly decidedAt: string;
  readonly epoch: number;
  readonly region: string;
}

export interface DecisionStore {
  /**
   * Stores a decision unless its id is known; returns what is stored afterwards.
   *
   * @throws FaultError `store_unreachable`
   */
  add(entry: DecisionEntry): Promise<{ readonly isNew: boolean; readonly stored: DecisionEntry }>;
  /** @throws FaultError `store_unreachable` */
  read(id: string): Promise<DecisionEntry | undefined>;
}

export interface RecordDecisionDependencies {
  readonly counters: Counters;
  readonly decisions: DecisionStore;
  readonly lease: { readonly region: string; readonly epoch: number };
}

/**
 * Stores why a payment was taken, and counts it for the next ones.
 *
 * Runs once the payment is recorded, so a failure must not turn the answer into an error.
 *
 * @returns the faults that occurred
 */
export async function recordDecision(
  subject: Pick<DecisionEntry, 'id' | 'merchantId' | 'fingerprint'> & { readonly decidedAt: Date },
  { decision, facts, sightings }: Pick<Assessment, 'decision' | 'facts' | 'sightings'>,
  { counters, decisions, lease }: RecordDecisionDependencies,
): Promise<readonly unknown[]> {
  const { epoch, region } = lease;
  const { decidedAt } = subject;
  const results = await Promise.allSettled([
    decisions.add({ ...subject, decidedAt: decidedAt.toISOString(), decision, facts, epoch, region }),
    counters.add(sightings, decidedAt),
  ]);
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
}
