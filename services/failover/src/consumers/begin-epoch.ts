import { OrderedStage } from '../domain/stage-input.ts';
import { beginEpoch } from '../takeover/begin-epoch.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { wireRecords, wireStage } from '../wiring.ts';

const dependencies = wireStage();
const records = wireRecords();

export const handler = stageHandler({
  stage: 'begin-epoch',
  input: OrderedStage,
  dependencies,
  run: (input) => beginEpoch({ ...dependencies, records }, input),
});
