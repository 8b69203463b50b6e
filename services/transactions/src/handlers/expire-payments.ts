import { RegionLease, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import {
  ledgerOfEnvironment,
  processClock,
  publisherOfEnvironment,
  regionOfEnvironment,
} from '../adapters/function-ports.ts';
import { Announcer } from '../announcer.ts';
import { expirePayments } from '../expire-payments.ts';

const lease = RegionLease.ofEnvironment(process.env);
const ledger = ledgerOfEnvironment();
const announcer = new Announcer({ ledger, publisher: publisherOfEnvironment(), region: regionOfEnvironment() });

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger }) {
    const { isActive, mode, epoch, region } = await lease.current();
    if (!isActive || mode !== 'open') return { swept: false };
    const authority = { epoch, originRegion: region };
    const expired = await expirePayments({ ledger, announcer }, authority, new Date(processClock.nowMs()));
    if (expired > 0) logger.info('payments expired', { expired });
    return { swept: true, expired };
  },
});
