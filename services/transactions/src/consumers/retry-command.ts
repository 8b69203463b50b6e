import { FaultError, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { retryCommand } from '../recovering/retry-command.ts';
import { wireJournalReader, wireLease, wireLedgerRecovery } from '../wiring.ts';

const lease = wireLease();
const dependencies = { ledger: wireLedgerRecovery(), journal: wireJournalReader() };

/** For people on call: tries a command that is set aside once more. */
export const handler = taskHandler({
  input: z.object({ commandId: z.uuid() }),
  async handle({ commandId }, { logger }) {
    const { canChange, activeRegion, epoch, region } = await lease.current();
    if (!canChange)
      throw new FaultError('epoch_not_open', `commands are retried in ${activeRegion} once it has recovered`);
    const retried = await retryCommand(commandId, dependencies, { epoch, originRegion: region });
    logger.info('command retried', { commandId, ...retried });
    return retried;
  },
});
