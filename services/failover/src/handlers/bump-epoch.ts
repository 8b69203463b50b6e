import { bumpEpoch } from '../bump-epoch.ts';
import { systemClock } from '../clock.ts';
import { OrderedStage } from '../domain/stage-input.ts';
import { stageHandler } from '../stage-handler.ts';
import { announcer, regionStateTable } from '../wiring.ts';

const { state } = regionStateTable();

export const handler = stageHandler({
  stage: 'bump-epoch',
  input: OrderedStage,
  announcer: announcer(),
  run: (input) => bumpEpoch({ state, clock: systemClock }, input),
});
