import { RecoveryStage } from '../domain/stage-input.ts';
import { recoverServices } from '../takeover/recover-services.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { wireContract, wireDrills, wireStage, wireState } from '../wiring.ts';

const dependencies = wireStage();
const state = wireState();
const drills = wireDrills();

/** A page takes ten seconds; a hook that has just started, or waits for a throttled table, takes longer. */
const contract = wireContract({ hookTimeoutMs: 120_000 });

/** How long new pages are begun, in milliseconds: the last one must end within the function's time. */
const beginMsMax = 150_000;

export const handler = stageHandler({
  stage: 'recover-services',
  input: RecoveryStage,
  dependencies,
  run: ({ recovery }) => recoverServices({ ...dependencies, state, contract, drills, beginMsMax }, recovery),
});
