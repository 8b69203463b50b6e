import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { ReplayCommandsDependencies } from '../recovering/replay-commands.ts';
import { sweepJournal } from '../recovering/sweep-journal.ts';
import { wireJournalReader, wireLease, wireLedger, wirePublisher } from '../wiring.ts';

const lease = wireLease();
const dependencies = { ledger: wireLedger(), journal: wireJournalReader(), publisher: wirePublisher() };

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics }) {
    const { canBook, epoch, region } = await lease.current();
    const onInDoubt: ReplayCommandsDependencies['onInDoubt'] = ({ paymentId, commandId }, error) =>
      logger.error('payment in doubt', { paymentId, commandId, error });
    if (!canBook) return { swept: false };
    const { unbooked, watermarkMs } = await sweepJournal(
      { ...dependencies, onInDoubt },
      { epoch, region, nowMs: processClock.nowMs() },
    );
    const watermark = new Date(watermarkMs).toISOString();
    metrics.addMetric('UnbookedCommands', 'Count', unbooked);
    if (unbooked > 0) logger.warn('journaled payments announced again', { unbooked, watermark });
    return { swept: true, unbooked, watermark };
  },
});
