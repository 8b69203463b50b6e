import { FaultError, RegionLease, readEnvironment, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { ArchivedLedger } from '../adapters/archived-ledger.ts';
import { archiveOfEnvironment, dataApiOfEnvironment, processClock } from '../adapters/function-ports.ts';
import { archiveOperations } from '../archive-operations.ts';

/** Left of the function's time when it stops: more than one pass takes. */
const reserveMs = 10_000;

const { ARCHIVE_INTERVAL_MS } = readEnvironment(
  z.object({ ARCHIVE_INTERVAL_MS: z.coerce.number().int().min(1) }),
  process.env,
);
const lease = RegionLease.ofEnvironment(process.env);
const ports = { ledger: new ArchivedLedger(dataApiOfEnvironment()), bucket: archiveOfEnvironment() };

/** A schedule calls at most once a minute; the archive should not be that far behind, so each call loops for its minute. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    let archived = 0;
    while (remainingMs() > reserveMs) {
      try {
        const { isActive, mode, epoch, region } = await lease.current();
        if (isActive && mode === 'open') archived += await archiveOperations(ports, { epoch, originRegion: region });
      } catch (error) {
        // Whatever could not be reached is tried again in the next pass.
        if (!(error instanceof FaultError)) throw error;
        logger.warn('operations not archived', { code: error.code });
      }
      await processClock.pause(ARCHIVE_INTERVAL_MS);
    }
    if (archived > 0) logger.info('operations archived', { archived });
    return { archived };
  },
});
