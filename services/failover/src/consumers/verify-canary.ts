import { RecoveryStage } from '../domain/stage-input.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { verifyCanary } from '../takeover/verify-canary.ts';
import { wireCanaryKey, wireSharedApi, wireStage } from '../wiring.ts';

const dependencies = wireStage();
const api = wireSharedApi();
const canaryKey = wireCanaryKey();

/** Time left of an invocation when the wait ends, in milliseconds. */
const reserveMs = 5_000;

export const handler = stageHandler({
  stage: 'verify-canary',
  input: RecoveryStage,
  dependencies,
  run: (input, { remainingMs }) =>
    verifyCanary({ ...dependencies, api, canaryKey, limitMs: remainingMs() - reserveMs }, input),
});
