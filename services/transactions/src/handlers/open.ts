import { RecoveryRequest } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import { ledgerOfEnvironment, processClock } from '../adapters/function-ports.ts';
import { nothingRecovered } from '../nothing-recovered.ts';
import { openLedger } from '../open-ledger.ts';

/** Left of the function's time when it gives up, so that the state machine hears why. */
const reserveMs = 5_000;

const ledger = ledgerOfEnvironment();

/** Recovery hook: the promoted ledger takes writes of the new epoch, and of no older one. */
export const handler = taskHandler({
  input: RecoveryRequest,
  async handle({ epoch, toRegion }, { logger, remainingMs }) {
    const deadlineMs = processClock.nowMs() + remainingMs() - reserveMs;
    await openLedger(ledger, { epoch, region: toRegion }, { clock: processClock, deadlineMs });
    logger.info('ledger open', { epoch, region: toRegion });
    return nothingRecovered;
  },
});
