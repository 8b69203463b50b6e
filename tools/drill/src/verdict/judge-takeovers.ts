import type { Evidence } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';

/** The wait is measured by a steady clock and recorded by another, which is set now and then, in milliseconds. */
const clockMs = 5;

/** Checks each takeover: the old leases had ended before it opened, and it booked a canary of its own. */
export function judgeTakeovers({ conduct, ledger }: Evidence): readonly Finding[] {
  const { changes, leaseMs, leaseWaits } = conduct;
  const first = changes[0]?.epoch;
  const early = leaseWaits
    .filter(({ waitedMs }) => waitedMs < leaseMs - clockMs)
    .map(({ epoch, waitedMs }): Finding => {
      const text = `waited ${waitedMs} ms, a lease is ${leaseMs} ms`;
      return { rule: 'opened_early', subject: `epoch ${epoch}`, text };
    });
  const verified = new Set(
    changes.filter(({ epoch, stage }) => epoch !== first && stage === 'verified').map(({ epoch }) => epoch),
  );
  const canaries = ledger.payments.filter(({ isCanary, status }) => isCanary && status === 'captured').length;
  if (canaries >= verified.size) return early;
  const subject = `epochs ${[...verified].join(', ')}`;
  return [...early, { rule: 'canary_missing', subject, text: `${canaries} canaries are captured` }];
}
