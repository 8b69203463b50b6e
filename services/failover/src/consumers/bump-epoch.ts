import { systemClock } from '../clock.ts';
import { OrderedStage } from '../domain/stage-input.ts';
import { bumpEpoch } from '../takeover/bump-epoch.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { announcer, regionStateTable } from '../wiring.ts';

const { state } = regionStateTable();

export const handler = stageHandler({
  stage: 'bump-epoch',
  input: OrderedStage,
  announcer: announcer(),
  run: (input) => bumpEpoch({ state, clock: systemClock }, input),
});
