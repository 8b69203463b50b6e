import { RegionLease, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import {
  journalOfEnvironment,
  ledgerOfEnvironment,
  processClock,
  publisherOfEnvironment,
} from '../adapters/function-ports.ts';
import type { ReplayPorts } from '../replay-commands.ts';
import { sweepJournal } from '../sweep-journal.ts';

const lease = RegionLease.ofEnvironment(process.env);
const ports = { ledger: ledgerOfEnvironment(), journal: journalOfEnvironment(), publisher: publisherOfEnvironment() };

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics }) {
    const { isActive, mode, epoch, region } = await lease.current();
    const onInDoubt: ReplayPorts['onInDoubt'] = ({ paymentId, commandId }, error) =>
      logger.error('payment in doubt', { paymentId, commandId, error });
    if (!isActive || mode !== 'open') return { swept: false };
    const { unbooked, watermarkMs } = await sweepJournal(
      { ...ports, onInDoubt },
      { epoch, region, nowMs: processClock.nowMs() },
    );
    const watermark = new Date(watermarkMs).toISOString();
    metrics.addMetric('UnbookedCommands', 'Count', unbooked);
    if (unbooked > 0) logger.warn('journaled payments announced again', { unbooked, watermark });
    return { swept: true, unbooked, watermark };
  },
});
