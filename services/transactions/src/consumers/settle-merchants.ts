import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { PayoutFiles } from '../adapters/payout-files.ts';
import { divergenceMetric } from '../answering/report-divergence.ts';
import { settleMerchants } from '../settling/settle-merchants.ts';
import { wireArchive, wireJournal, wireLease, wireLedger } from '../wiring.ts';

/** Time kept back for a statement, a journaled record and an order, in milliseconds. */
const reserveMs = 15_000;

/** The cut reads every account; the Data API ends any statement after 45 s. */
const statementMsMax = 45_000;

const lease = wireLease();
const dependencies = {
  ledger: wireLedger({ statementMsMax }),
  journal: wireJournal(),
  lease,
  bank: new PayoutFiles(wireArchive()),
};

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics, remainingMs }) {
    const view = await lease.current();
    if (!view.canChange) return { settled: false };
    const ordered = await settleMerchants(
      {
        ...dependencies,
        onDiverged({ payoutId, commandId }) {
          metrics.addMetric(divergenceMetric, 'Count', 1);
          logger.error('payouts diverged', { payoutId, commandId });
        },
        onFailed: (due, error) => void logger.error('merchant not settled', { ...due, error: error as Error }),
      },
      view,
      { now: () => new Date(processClock.nowMs()), isTimeLeft: () => remainingMs() > reserveMs },
    );
    if (ordered > 0) logger.info('merchants settled', { ordered });
    return { settled: true, ordered };
  },
});
