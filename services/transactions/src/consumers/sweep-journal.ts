import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { reportInDoubt } from '../recovering/report-in-doubt.ts';
import { sweepJournal } from '../recovering/sweep-journal.ts';
import { wireJournalReader, wireLease, wireLedgerRecovery, wirePublisher } from '../wiring.ts';

/** Time kept back for one more minute of the journal, in milliseconds. */
const reserveMs = 15_000;

const lease = wireLease();
const dependencies = { ledger: wireLedgerRecovery(), journal: wireJournalReader(), publisher: wirePublisher() };

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, scope) {
    // Not while a recovery is under way: it goes by stages, and a sweep by minutes.
    const { canChange, epoch, region } = await lease.current();
    if (!canChange) return { swept: false };
    const { unbooked, watermarkMs } = await sweepJournal(
      {
        ...dependencies,
        onInDoubt: reportInDoubt(scope),
        onUnannounced: (error) => scope.logger.warn('acceptances not announced', { error: error as Error }),
      },
      {
        epoch,
        originRegion: region,
        nowMs: processClock.nowMs(),
        isTimeLeft: () => scope.remainingMs() > reserveMs,
      },
    );
    const watermark = new Date(watermarkMs).toISOString();
    scope.metrics.addMetric('UnbookedCommands', 'Count', unbooked);
    if (unbooked > 0) scope.logger.warn('journaled commands found unbooked', { unbooked, watermark });
    return { swept: true, unbooked, watermark };
  },
});
