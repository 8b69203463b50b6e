import { readEnvironment } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { RecoveryStage } from '../domain/stage-input.ts';
import { openWrites } from '../takeover/open-writes.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { announcer, recoveryContract, regionStateTable } from '../wiring.ts';

const { LEASE_MS: leaseMs } = readEnvironment(z.object({ LEASE_MS: z.coerce.number().int().min(1) }), process.env);
const { state } = regionStateTable();

/** Time left of an invocation after the services had theirs, in milliseconds. */
const reserveMs = 10_000;

/** A hook may wait for its own store to become the writer. */
const contract = recoveryContract({ hookTimeoutMs: 60_000 });

export const handler = stageHandler({
  stage: 'open-writes',
  input: RecoveryStage.extend({ bumpedAtMs: z.number() }),
  announcer: announcer(),
  run: async ({ recovery, bumpedAtMs }, { remainingMs }) => {
    const opening = { contract, state, clock: systemClock, leaseMs, limitMs: remainingMs() - reserveMs };
    return { text: await openWrites(opening, { recovery, bumpedAtMs }) };
  },
});
