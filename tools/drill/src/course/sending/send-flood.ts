import { setTimeout as pause } from 'node:timers/promises';
import { NoAnswerError } from '../../load/public-api.ts';
import { madeUpKey } from '../../load/sender.ts';
import type { DrillRun } from '../drill-run.ts';

/** Requests under way at once: far more than functions run, and than the gateway's throttle lets through. */
const senders = 60;

/** A client that was refused comes back after so long, in milliseconds; a machine of two cores must not only refuse. */
const pauseMs = 20;

/** Floods the public API with cheap requests of a stranger. Ends with the drill's signal or its own. @returns answers by status */
export async function sendFlood(run: DrillRun, ended: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const { api } = run;
  const signal = AbortSignal.any([run.signal, ended]);
  const answers = new Map<string, number>();
  const sender = async (): Promise<void> => {
    while (!signal.aborted) {
      const answer = await answerOf(api, signal);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      await pause(pauseMs, undefined, { signal }).catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return answers;
}

async function answerOf(api: DrillRun['api'], signal: AbortSignal): Promise<string> {
  try {
    const { status } = await api.send({
      method: 'GET',
      sender: { kind: 'holder', key: madeUpKey },
      path: `/transactions/v1/payments/pay_${'0'.repeat(32)}`,
      signal,
    });
    return String(status);
  } catch (error) {
    if (error instanceof NoAnswerError) return 'none';
    throw error;
  }
}
