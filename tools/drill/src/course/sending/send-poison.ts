import { planPoison } from '../../load/plan-poison.ts';
import { sendUntilSettled } from '../../load/send-until-settled.ts';
import type { DrillRun } from '../drill-run.ts';

/** Requests under way at once: beside the load. */
const senders = 4;

const paymentsPath = '/validation/v1/payments';

/** Sends every kind of text that must be refused to every field that takes one. @returns their number */
export async function sendPoison(run: DrillRun): Promise<number> {
  const client = { ...run, jitter: run.random.stream('poison') };
  const planned = planPoison(run.run);
  const waiting = [...planned];
  const sender = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !run.signal.aborted; next = waiting.shift()) {
      const { path = paymentsPath, correlationId } = next;
      await sendUntilSettled(next, { path, ...(correlationId === undefined ? {} : { correlationId }) }, client);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return planned.length;
}
