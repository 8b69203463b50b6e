import { OrderedStage } from '../domain/stage-input.ts';
import { confirmFailure } from '../takeover/confirm-failure.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { announcer, lookout, regionStateTable } from '../wiring.ts';

const { state } = regionStateTable();
const { eyes, policy } = lookout();

export const handler = stageHandler({
  stage: 'confirm-failure',
  input: OrderedStage,
  announcer: announcer(),
  run: (input) => confirmFailure({ state, eyes, policy }, input),
});
