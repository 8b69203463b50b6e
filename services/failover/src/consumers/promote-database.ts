import { RecoveryStage } from '../domain/stage-input.ts';
import { promoteDatabase } from '../takeover/promote-database.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { wireDatabase, wireStage } from '../wiring.ts';

const dependencies = wireStage();
const database = wireDatabase();

/** Reserve of an invocation, in milliseconds: the wait ends before it. */
const reserveMs = 5_000;

export const handler = stageHandler({
  stage: 'promote-database',
  input: RecoveryStage,
  dependencies,
  run: async ({ recovery }, { remainingMs }) => ({
    text: await promoteDatabase({ ...dependencies, database, limitMs: remainingMs() - reserveMs }, recovery),
  }),
});
