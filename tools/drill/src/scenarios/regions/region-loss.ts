import { KeyTrial } from '../../course/key-trial.ts';
import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** From "a few commits are lost" to less than two signal intervals, so that the held stream alone starts no failover. */
const heldMs = { min: 300, max: 1500 } as const;

/** The active region dies with commits that its replica never received. */
export const regionLoss: Scenario = {
  summary: 'the active region is killed while replication lags',
  expects: mustFailOver,
  objectives: { detectedMs: 4000, firstAcceptedMs: 5000, firstPostedMs: 5000 },
  // Tests rehearse it on machines of any speed, where an alarm of a few seconds may go unseen; the other failovers ask for theirs.
  rings: [],
  async play(rehearsal) {
    const { roles, random } = rehearsal;
    const trial = new KeyTrial(rehearsal.run);
    const revoked = await trial.revokeOne();
    await rehearsal.holdReplication();
    const heldSinceMs = rehearsal.nowMs();
    const made = await trial.makeOne();
    await rehearsal.pass(random.between(heldMs.min, heldMs.max));
    await rehearsal.untilBookedSince(heldSinceMs);
    await rehearsal.kill(roles.active);
    await rehearsal.takeover();
    await trial.try({ made, revoked });
  },
};
