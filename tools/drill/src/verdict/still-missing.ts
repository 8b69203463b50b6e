import type { Evidence } from '../evidence/evidence.ts';
import type { Finding, Rule } from './finding.ts';
import { judgeEvents } from './judge-events.ts';
import { judgeLedger } from './judge-ledger.ts';
import { judgeWebhooks } from './judge-webhooks.ts';

/** The part of the evidence that grows until everything has come. */
export type GrowingEvidence = Pick<Evidence, 'requests' | 'ledger' | 'events' | 'webhooks' | 'endpoints'>;

/** Breaches that time alone may mend. */
const mendedByTime: ReadonlySet<Rule> = new Set([
  'lost',
  'in_doubt',
  'change_lost',
  'not_expired',
  'event_missing',
  'webhook_missing',
]);

/**
 * Breaches by which the verdict would fail now, and which may only mean that it is too early: a payment that is not booked yet, or
 * an event or a webhook that is on its way. What the ledger holds is due although its client was never answered.
 */
export function stillMissing(evidence: GrowingEvidence): readonly Finding[] {
  return [...judgeLedger(evidence), ...judgeEvents(evidence), ...judgeWebhooks(evidence)].filter(({ rule }) =>
    mendedByTime.has(rule),
  );
}
