import { RecoveryStage } from '../domain/stage-input.ts';
import { promoteDatabase } from '../promote-database.ts';
import { stageHandler } from '../stage-handler.ts';
import { announcer, globalDatabase } from '../wiring.ts';

const database = globalDatabase();

export const handler = stageHandler({
  stage: 'promote-database',
  input: RecoveryStage,
  announcer: announcer(),
  run: async () => ({ text: await promoteDatabase(database) }),
});
