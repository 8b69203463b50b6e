import { readEnvironment } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { PaymentsApi } from '../adapters/payments-api.ts';
import { systemClock } from '../clock.ts';
import { RecoveryStage } from '../domain/stage-input.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { verifyCanary } from '../takeover/verify-canary.ts';
import { announcer, regionStateTable } from '../wiring.ts';

const { API_NAME: name } = readEnvironment(z.object({ API_NAME: z.string().min(1) }), process.env);

/** As patient as a client: until DNS has moved, requests go to the region that is gone. */
const api = new PaymentsApi({ name, timeoutMs: 2_000 });

const { state } = regionStateTable();

/** Time left of an invocation when the wait ends, in milliseconds. */
const reserveMs = 5_000;

export const handler = stageHandler({
  stage: 'verify-canary',
  input: RecoveryStage,
  announcer: announcer(),
  run: ({ recovery }, { remainingMs }) =>
    verifyCanary({ api, state, clock: systemClock, limitMs: remainingMs() - reserveMs }, recovery),
});
