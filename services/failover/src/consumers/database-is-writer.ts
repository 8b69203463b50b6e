import { systemClock } from '../clock.ts';
import { RecoveryStage } from '../domain/stage-input.ts';
import { awaitWriter } from '../takeover/await-writer.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { announcer, globalDatabase, regionStateTable } from '../wiring.ts';

const database = globalDatabase();
const { state } = regionStateTable();

/** Time left of an invocation when the wait ends, in milliseconds. */
const reserveMs = 5_000;

export const handler = stageHandler({
  stage: 'database-is-writer',
  input: RecoveryStage,
  announcer: announcer(),
  run: async ({ recovery }, { remainingMs }) => ({
    text: await awaitWriter({ database, state, clock: systemClock, limitMs: remainingMs() - reserveMs }, recovery),
  }),
});
