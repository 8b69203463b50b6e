import { headers, PaymentView } from '@redoubt/contracts';
import { type HttpAnswer, NoAnswerError } from '../load/public-api.ts';
import { headerOf } from '../load/send-until-settled.ts';
import { waitUntil } from '../wait-until.ts';
import type { DrillRun } from './drill-run.ts';

/** Pause between two looks at a payment, in milliseconds: as precise as the figure has to be. */
const lookEveryMs = 25;

/**
 * Looks at a payment through the public name until it is captured, and writes the sighting down.
 *
 * @returns whether it was captured within the limit.
 */
export async function seeCaptured(
  paymentId: string,
  { api, book, clock, signal }: Pick<DrillRun, 'api' | 'book' | 'clock' | 'signal'>,
  limitMs: number,
): Promise<boolean> {
  const seen = await waitUntil(
    async () => {
      const answer = await look(paymentId, api);
      return answer !== undefined && statusIn(answer) === 'captured' ? answer : undefined;
    },
    { limitMs, everyMs: lookEveryMs, signal },
  );
  if (seen === undefined) return false;
  const servedBy = headerOf(seen, headers.servedBy);
  book.write({ kind: 'sighting', atMs: clock.nowMs(), paymentId, status: 'captured', servedBy });
  return true;
}

async function look(paymentId: string, api: DrillRun['api']): Promise<HttpAnswer | undefined> {
  try {
    return await api.send({ method: 'GET', path: `/transactions/v1/payments/${paymentId}` });
  } catch (error) {
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
}

function statusIn({ status, body }: HttpAnswer): string | undefined {
  if (status !== 200) return undefined;
  return PaymentView.safeParse(JSON.parse(body)).data?.status;
}
