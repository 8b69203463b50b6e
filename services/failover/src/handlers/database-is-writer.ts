import { awaitWriter } from '../await-writer.ts';
import { systemClock } from '../clock.ts';
import { RecoveryStage } from '../domain/stage-input.ts';
import { stageHandler } from '../stage-handler.ts';
import { announcer, globalDatabase } from '../wiring.ts';

const database = globalDatabase();

/** What is left of an invocation when the wait ends, in milliseconds. */
const reserveMs = 5_000;

export const handler = stageHandler({
  stage: 'database-is-writer',
  input: RecoveryStage,
  announcer: announcer(),
  run: async (_, { remainingMs }) => ({
    text: await awaitWriter(database, { clock: systemClock, limitMs: remainingMs() - reserveMs }),
  }),
});
