import { RecoveryRequest } from '@redoubt/contracts';
import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { Announcer } from '../announcing/announcer.ts';
import { recoverLedger } from '../recovering/recover-ledger.ts';
import { wireJournalReader, wireLedger, wirePublisher } from '../wiring.ts';

const ledger = wireLedger();
const journal = wireJournalReader();
const publisher = wirePublisher();

/** Recovery hook: applies what the journal has and the promoted ledger lacks, and announces it. */
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
