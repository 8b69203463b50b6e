import { readWatermark } from '../../evidence/read-ledger.ts';
import { waitUntil } from '../../wait-until.ts';
import type { DrillRun } from '../drill-run.ts';

/** A minute of the journal settles for a minute before it is swept, and a command is tried thrice, in milliseconds. */
const sweepsMs = 180_000;

/**
 * Lets the active region sweep its journal until the watermark passes now: nothing that anybody sent may hold it up.
 *
 * @returns the time that it had to pass, in milliseconds since 1970
 */
export async function awaitWatermark(run: DrillRun, active: string): Promise<number> {
  const { cloud, timeline, signal, waitMsMax } = run;
  const dueMs = Date.now();
  const { suffix } = await cloud.status();
  const url = await cloud.postgresUrl(active);
  const passed = await waitUntil(
    async () => {
      await cloud.invoke(active, `transactions-sweep-journal-${suffix}`, {});
      return (await readWatermark(url)).upToMs > dueMs ? true : undefined;
    },
    { limitMs: waitMsMax + sweepsMs, everyMs: 5000, signal },
  );
  timeline.add('drain', `the watermark ${passed ? 'has passed' : 'stands before'} the faults`, { region: active });
  return dueMs;
}
