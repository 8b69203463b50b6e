import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { RecoveryStage } from '../domain/stage-input.ts';
import { recoverServices } from '../takeover/recover-services.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { announcer, recoveryContract, regionStateTable } from '../wiring.ts';

/** A page takes ten seconds; a hook that has just started, or waits for a throttled table, takes longer. */
const contract = recoveryContract({ hookTimeoutMs: 120_000 });
const { state } = regionStateTable();

/** How long new pages are begun, in milliseconds: the last one must end within the function's time. */
const beginMsMax = 150_000;

export const handler = stageHandler({
  stage: 'recover-services',
  input: RecoveryStage.extend({ faults: z.object({ skipRecover: z.boolean() }) }),
  announcer: announcer(),
  run: (input) => recoverServices({ contract, state, clock: systemClock, beginMsMax }, input),
});
