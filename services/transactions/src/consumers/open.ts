import { RecoveryRequest } from '@redoubt/contracts';
import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { nothingRecovered } from '../recovering/nothing-recovered.ts';
import { openLedger } from '../recovering/open-ledger.ts';
import { wireLedgerRecovery } from '../wiring.ts';

/** Time kept back so that the state machine receives the reason, in milliseconds. */
const reserveMs = 5_000;

const ledger = wireLedgerRecovery();

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
