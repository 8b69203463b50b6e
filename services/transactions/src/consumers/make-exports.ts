import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { workOffExports } from '../exporting/work-off-exports.ts';
import { passIntervalMs, wireExportFiles, wireExports, wireLease, wireLedgerReader } from '../wiring.ts';

/** How long the loop runs, in milliseconds: longer than its schedule's minute, so that the next one has begun before it ends. */
const loopMs = 65_000;

/** Time kept back for a step that is under way, in milliseconds: some pages, and a part on its way to S3. */
const reserveMs = 50_000;

const intervalMs = passIntervalMs();
const dependencies = {
  exports: wireExports(),
  files: wireExportFiles(),
  ledger: wireLedgerReader({ statementMsMax: 15_000 }),
  lease: wireLease(),
  now: () => new Date(),
};

/** Writes exports, a part at a time. A region that becomes active goes on with those of the other, from their beginning. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics, remainingMs }) {
    const endMs = remainingMs() - loopMs;
    const isTimeLeft = () => remainingMs() > Math.max(endMs, reserveMs);
    const onFailure = (error: unknown, facts: Readonly<Record<string, unknown>>) =>
      logger.warn('export could not go on', { ...facts, error: error as Error });
    const done = { steps: 0, ready: 0, failed: 0, removed: 0, oldestMs: 0 };
    while (isTimeLeft()) {
      const pass = await workOffExports({ ...dependencies, isTimeLeft, onFailure });
      done.steps += pass.steps;
      done.ready += pass.ready;
      done.failed += pass.failed;
      done.removed += pass.removed;
      done.oldestMs = Math.max(done.oldestMs, pass.oldestMs);
      if (pass.steps === 0) await processClock.sleep(intervalMs);
    }
    metrics.addMetric('ExportAge', 'Seconds', Math.ceil(done.oldestMs / 1_000));
    metrics.addMetric('FailedExports', 'Count', done.failed);
    if (done.steps > 0) logger.info('exports written', done);
    return done;
  },
});
