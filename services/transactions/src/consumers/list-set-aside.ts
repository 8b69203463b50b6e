import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { wireLedgerRecovery } from '../wiring.ts';

/** Commands per page: with 500 characters of reason each far below the Data API's 1 MiB. */
const pageMax = 100;

const ledger = wireLedgerRecovery();

/** For people on call: a page of the commands that are set aside, after a command's id. */
export const handler = taskHandler({
  input: z.object({ after: z.string().default('') }),
  async handle({ after }) {
    const commands = await ledger.setAside(after, pageMax);
    return { commands, next: commands.length < pageMax ? undefined : commands.at(-1)?.commandId };
  },
});
