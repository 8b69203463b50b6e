import { RecoveryStage } from '../domain/stage-input.ts';
import { openWrites } from '../takeover/open-writes.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { wireContract, wireStage } from '../wiring.ts';

const dependencies = wireStage();

/** Time left of an invocation after the services had theirs, in milliseconds. */
const reserveMs = 10_000;

/** A hook may wait for its own store to become the writer. */
const contract = wireContract({ hookTimeoutMs: 60_000 });

export const handler = stageHandler({
  stage: 'open-writes',
  input: RecoveryStage,
  dependencies,
  run: async ({ recovery }, { remainingMs }) => ({
    text: await openWrites({ ...dependencies, contract, limitMs: remainingMs() - reserveMs }, recovery),
  }),
});
