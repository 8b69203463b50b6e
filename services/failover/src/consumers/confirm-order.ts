import { OrderedStage } from '../domain/stage-input.ts';
import { confirmOrder } from '../takeover/confirm-order.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { wireStage, wireWatching } from '../wiring.ts';

const watching = wireWatching();

export const handler = stageHandler({
  stage: 'confirm-order',
  input: OrderedStage,
  dependencies: wireStage(),
  run: (input) => confirmOrder(watching, input),
});
