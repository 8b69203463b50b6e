import { RecoveryStage } from '../domain/stage-input.ts';
import { promoteDatabase } from '../takeover/promote-database.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { announcer, globalDatabase, regionStateTable } from '../wiring.ts';

const database = globalDatabase();
const { state } = regionStateTable();

export const handler = stageHandler({
  stage: 'promote-database',
  input: RecoveryStage,
  announcer: announcer(),
  run: async ({ recovery }) => ({ text: await promoteDatabase({ database, state }, recovery) }),
});
