import { canaryMerchantId, canaryPassOf, type FailoverReport, type RecoveryRequest } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { CanaryAnswer, PaymentsApi } from '../adapters/payments-api.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { FailoverError } from '../failover-error.ts';
import { pollUntil } from '../poll-until.ts';
import { advance } from './advance.ts';

export interface VerifyCanaryDependencies {
  readonly api: Pick<PaymentsApi, 'postPayment' | 'readPayment'>;
  readonly state: Pick<RegionStateTable, 'change'>;
  readonly clock: Clock;
  /** The key of canaries' passes: nobody else may pay as this merchant, or see what it has paid. */
  readonly canaryKey: () => Promise<string>;
  readonly limitMs: number;
}

export interface Verification {
  readonly canary: NonNullable<FailoverReport['canary']>;
  readonly text: string;
}

/**
 * Pays one cent as any client would, through the shared API name, and waits until the ledger says that it is captured.
 *
 * Only a first answer of the region that took over counts. Each try has a key of its own, made of the execution's name and
 * a number: a repeated answer would prove nothing, since a journal can give it that no ledger has ever booked.
 *
 * @throws FailoverError `canary_not_captured` after `limitMs`, `canary_rejected` when the ledger refused it
 */
export async function verifyCanary(
  { api, state, clock, canaryKey, limitMs }: VerifyCanaryDependencies,
  { recovery, execution }: { readonly recovery: RecoveryRequest; readonly execution: string },
): Promise<Verification> {
  const { epoch, toRegion } = recovery;
  let lastReason = 'no answer';
  let tries = 0;
  const body = { merchant_id: canaryMerchantId, amount_minor: '1', currency: 'USD', reference: `epoch ${epoch}` };
  const passOf = async (subject: string) =>
    canaryPassOf({ secret: await canaryKey(), subject, now: new Date(clock.nowMs()) });
  const posted = await pollUntil({ clock, limitMs: limitMs / 2 }, async () => {
    tries += 1;
    const nonce = `${execution}-${clock.nowMs()}-${tries}`;
    const idempotencyKey = `canary-${toRegion}-${nonce}`;
    const pass = await passOf(idempotencyKey);
    const answer = await api.postPayment({ idempotencyKey, pass, body });
    const doubt = doubtOf(answer, toRegion);
    if (answer.kind === 'accepted' && doubt === undefined) return { ...answer, atMs: clock.nowMs() };
    lastReason = doubt ?? lastReason;
    return undefined;
  });
  if (posted === undefined) {
    throw new FailoverError('canary_not_captured', `no canary was accepted within ${limitMs / 2} ms: ${lastReason}`);
  }
  const { payment, servedBy, atMs } = posted;
  const settled = await pollUntil({ clock, limitMs: limitMs / 2 }, async () => {
    const view = await api.readPayment({ path: payment.links.self, pass: await passOf(payment.id) });
    return view === undefined || view.status === 'accepted' ? undefined : view;
  });
  if (settled === undefined) {
    throw new FailoverError('canary_not_captured', `${payment.id} was not captured within ${limitMs / 2} ms`);
  }
  if (settled.status === 'rejected') {
    throw new FailoverError('canary_rejected', `the ledger rejected ${payment.id}: ${settled.reason ?? 'no reason'}`);
  }
  await advance(state, { kind: 'verify', epoch });
  const canary = {
    paymentId: payment.id,
    acceptedAt: new Date(atMs).toISOString(),
    capturedAt: new Date(clock.nowMs()).toISOString(),
    servedBy,
  };
  return { canary, text: `${payment.id} was accepted and captured by ${toRegion} through the shared name` };
}

/** Why an answer proves nothing about the region that took over. */
function doubtOf(answer: CanaryAnswer, toRegion: string): string | undefined {
  if (answer.kind === 'not_yet') return answer.reason;
  if (answer.isReplay) return 'a replayed answer';
  return answer.servedBy.startsWith(`${toRegion};`) ? undefined : `served by ${answer.servedBy}`;
}
