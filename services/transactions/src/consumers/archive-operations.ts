import { FaultError, processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { ArchivedLedger } from '../adapters/archived-ledger.ts';
import { archiveOperations } from '../archiving/archive-operations.ts';
import { rollUpArchive } from '../archiving/roll-up-archive.ts';
import { passIntervalMs, wireArchive, wireLease, wireStatements } from '../wiring.ts';

/** Time kept back for the last pass, in milliseconds. */
const reserveMs = 10_000;

const intervalMs = passIntervalMs();
const lease = wireLease();
const dependencies = { ledger: new ArchivedLedger(wireStatements()), bucket: wireArchive() };

/** One schedule has it archive, another one has it roll up what was archived. */
const Input = z.object({ work: z.enum(['archive', 'roll-up']).default('archive') });

/** A schedule calls at most once a minute; the archive should not be that far behind, so each call loops for its minute. */
export const handler = taskHandler({
  input: Input,
  async handle({ work }, { logger, remainingMs }) {
    if (work === 'roll-up') {
      const { canBook, epoch } = await lease.current();
      if (!canBook) return { rolledUp: 0 };
      const [now, isTimeLeft] = [new Date(processClock.nowMs()), () => remainingMs() > reserveMs];
      const rolledUp = await rollUpArchive(dependencies, { epoch, now, isTimeLeft });
      if (rolledUp > 0) logger.info('archive rolled up', { rolledUp });
      return { rolledUp };
    }
    let archived = 0;
    while (remainingMs() > reserveMs) {
      try {
        const { canBook, epoch, region } = await lease.current();
        if (canBook) archived += await archiveOperations(dependencies, { epoch, originRegion: region });
      } catch (error) {
        // The next pass tries again.
        if (!(error instanceof FaultError)) throw error;
        logger.warn('operations not archived', { code: error.code });
      }
      await processClock.sleep(intervalMs);
    }
    if (archived > 0) logger.info('operations archived', { archived });
    return { archived };
  },
});
