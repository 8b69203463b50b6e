import { orderFailover } from '../../course/operate-failover.ts';
import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Commits that the replica lacks when the order comes, in milliseconds of replication held back. */
const heldMs = { min: 300, max: 1500 } as const;

/** The region that is left is alive all the time: only epoch and lease keep it from writing on. */
export const ordered: Scenario = {
  summary: 'a person orders a failover away from a region that answers, while replication lags',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 5000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { run, roles, random } = rehearsal;
    await orderFailover(run, roles.standby, { reason: 'shows what would happen', isDryRun: true });
    await rehearsal.beginWork(`a person orders ${roles.standby} to take over`);
    await rehearsal.holdReplication();
    const heldSinceMs = rehearsal.nowMs();
    await rehearsal.pass(random.between(heldMs.min, heldMs.max));
    await rehearsal.untilBookedSince(heldSinceMs);
    await orderFailover(run, roles.standby, { reason: 'its numbers are wrong' });
    await rehearsal.takeover();
  },
};
