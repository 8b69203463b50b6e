import { RecoveryRequest } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import {
  journalOfEnvironment,
  ledgerOfEnvironment,
  processClock,
  publisherOfEnvironment,
} from '../adapters/function-ports.ts';
import { Announcer } from '../announcer.ts';
import { recoverLedger } from '../recover-ledger.ts';

const ledger = ledgerOfEnvironment();
const journal = journalOfEnvironment();
const publisher = publisherOfEnvironment();

/** Recovery hook: applies what the journal has and the promoted ledger lacks, and announces again. */
export const handler = taskHandler({
  input: RecoveryRequest,
  async handle({ epoch, toRegion: region }, { logger }) {
    const announcer = new Announcer({ ledger, publisher, region });
    const result = await recoverLedger(
      {
        ledger,
        journal,
        announcer,
        publisher,
        onInDoubt: ({ paymentId, commandId }, error) =>
          logger.error('payment in doubt', { paymentId, commandId, error }),
      },
      { epoch, region, nowMs: processClock.nowMs() },
    );
    logger.info('ledger recovered', { ...result, epoch, region });
    return result;
  },
});
