import { z } from 'zod';
import { RecoveryStage } from '../domain/stage-input.ts';
import { recoverServices } from '../recover-services.ts';
import { stageHandler } from '../stage-handler.ts';
import { announcer, recoveryContract } from '../wiring.ts';

// A recovery reads the journal from the replicated watermark on; hooks may take as long as this function may.
const contract = recoveryContract({ hookTimeoutMs: 280_000 });

export const handler = stageHandler({
  stage: 'recover-services',
  input: RecoveryStage.extend({ faults: z.object({ skipRecover: z.boolean() }) }),
  announcer: announcer(),
  run: (input) => recoverServices(contract, input),
});
