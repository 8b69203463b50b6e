import { headers, PaymentView } from '@redoubt/contracts';
import { type HttpAnswer, NoAnswerError } from '../load/public-api.ts';
import { headerOf } from '../load/send-until-settled.ts';
import { waitUntil } from '../wait-until.ts';
import { isCaptured } from '../witness/payment-model.ts';
import type { DrillRun } from './drill-run.ts';

/** Pause between two polls of a payment, in milliseconds. Shorter pauses would add a load that delays the payment. */
const lookEveryMs = 100;

/**
 * Polls a payment through the public name until it has its outcome, and records the sighting.
 *
 * @returns whether it was captured within the limit; a payment that is rejected was not.
 */
export async function awaitCaptured(
  { paymentId, merchantId }: { readonly paymentId: string; readonly merchantId: string },
  { api, book, clock, signal }: Pick<DrillRun, 'api' | 'book' | 'clock' | 'signal'>,
  limitMs: number,
): Promise<boolean> {
  const seen = await waitUntil(
    async () => {
      const answer = await look({ paymentId, merchantId }, api);
      const status = answer === undefined ? undefined : statusIn(answer);
      if (answer === undefined || status === undefined || status === 'accepted') return undefined;
      return { status, servedBy: headerOf(answer, headers.servedBy) };
    },
    { limitMs, everyMs: lookEveryMs, signal },
  );
  if (seen === undefined) return false;
  book.write({ kind: 'sighting', atMs: clock.nowMs(), paymentId, ...seen });
  return isCaptured(seen.status);
}

async function look(
  { paymentId, merchantId }: { readonly paymentId: string; readonly merchantId: string },
  api: DrillRun['api'],
): Promise<HttpAnswer | undefined> {
  try {
    const sender = { kind: 'merchant', merchantId } as const;
    return await api.send({ method: 'GET', path: `/transactions/v1/payments/${paymentId}`, sender });
  } catch (error) {
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
}

function statusIn({ status, body }: HttpAnswer): string | undefined {
  if (status !== 200) return undefined;
  return PaymentView.safeParse(JSON.parse(body)).data?.status;
}
