import { RecoveryStage } from '../domain/stage-input.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { waitLease } from '../takeover/wait-lease.ts';
import { wireLeaseMs, wireStage } from '../wiring.ts';

const dependencies = wireStage();
const leaseMs = wireLeaseMs();

export const handler = stageHandler({
  stage: 'wait-lease',
  input: RecoveryStage,
  dependencies,
  run: async () => ({ text: await waitLease({ clock: dependencies.clock, leaseMs }) }),
});
