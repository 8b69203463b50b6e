import { canaryMerchantId, type FailoverReport, type RecoveryRequest } from '@redoubt/contracts';
import type { PaymentsApi } from '../adapters/payments-api.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { Clock } from '../clock.ts';
import { FailoverError } from '../failover-error.ts';
import { pollUntil } from '../poll-until.ts';
import { advance } from './advance.ts';

export interface Verification {
  readonly canary: NonNullable<FailoverReport['canary']>;
  readonly text: string;
}

/**
 * Pays one cent as any client would, through the shared API name, and waits until the ledger says that it is captured.
 *
 * Only an answer of the region that took over counts. The key follows from epoch and region, so a retry repeats the same
 * payment.
 *
 * @throws FailoverError `canary_not_captured` after `limitMs`, `canary_rejected` when the ledger refused it
 */
export async function verifyCanary(
  verifying: {
    readonly state: Pick<RegionStateTable, 'change'>;
    readonly api: Pick<PaymentsApi, 'postPayment' | 'readPayment'>;
    readonly clock: Clock;
    readonly limitMs: number;
  },
  { epoch, toRegion }: RecoveryRequest,
): Promise<Verification> {
  const { api, clock, limitMs } = verifying;
  let lastReason = 'no answer';
  const body = { merchant_id: canaryMerchantId, amount_minor: '1', currency: 'USD', reference: `epoch ${epoch}` };
  const posted = await pollUntil({ clock, limitMs: limitMs / 2 }, async () => {
    const answer = await api.postPayment({ idempotencyKey: `canary-${toRegion}-${epoch}`, body });
    if (answer.kind === 'not_yet') lastReason = answer.reason;
    else if (!answer.servedBy.startsWith(`${toRegion};`)) lastReason = `served by ${answer.servedBy}`;
    else return { ...answer, atMs: clock.nowMs() };
    return undefined;
  });
  if (posted === undefined) {
    throw new FailoverError('canary_not_captured', `no canary was accepted within ${limitMs / 2} ms: ${lastReason}`);
  }
  const { payment, servedBy, atMs } = posted;
  const settled = await pollUntil({ clock, limitMs: limitMs / 2 }, async () => {
    const view = await api.readPayment(payment.links.self);
    return view === undefined || view.status === 'accepted' ? undefined : view;
  });
  if (settled === undefined) {
    throw new FailoverError('canary_not_captured', `${payment.id} was not captured within ${limitMs / 2} ms`);
  }
  if (settled.status === 'rejected') {
    throw new FailoverError('canary_rejected', `the ledger rejected ${payment.id}: ${settled.reason ?? 'no reason'}`);
  }
  await advance(verifying.state, { kind: 'verify', epoch });
  const canary = {
    paymentId: payment.id,
    acceptedAt: new Date(atMs).toISOString(),
    capturedAt: new Date(clock.nowMs()).toISOString(),
    servedBy,
  };
  return { canary, text: `${payment.id} was accepted and captured by ${toRegion} through the shared name` };
}
