import { RegionLease, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import {
  journalOfEnvironment,
  ledgerOfEnvironment,
  processClock,
  publisherOfEnvironment,
} from '../adapters/function-ports.ts';
import { sweepJournal } from '../sweep-journal.ts';

const lease = RegionLease.ofEnvironment(process.env);
const ports = { ledger: ledgerOfEnvironment(), journal: journalOfEnvironment(), publisher: publisherOfEnvironment() };

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics }) {
    const { isActive, mode, epoch, region } = await lease.current();
    if (!isActive || mode !== 'open') return { swept: false };
    const { unbooked, watermarkMs } = await sweepJournal(ports, { epoch, region, nowMs: processClock.nowMs() });
    const watermark = new Date(watermarkMs).toISOString();
    metrics.addMetric('UnbookedCommands', 'Count', unbooked);
    if (unbooked > 0) logger.warn('journaled payments announced again', { unbooked, watermark });
    return { swept: true, unbooked, watermark };
  },
});
