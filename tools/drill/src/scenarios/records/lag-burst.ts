import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Payments that the replica never receives. */
const burstPayments = 5000;

/** Recovery in pages must be fast enough that changes are not refused for long. */
export const lagBurst: Scenario = {
  summary: 'the active region is killed with 5,000 commands that its replica never received',
  expects: mustFailOver,
  // 1 ms for each command is 1,000 commands a second.
  objectives: { recoveredCommandMs: 1, moneyStoodStillMs: 20_000 },
  rings: ['failover-started'],
  rate: 5,
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    await rehearsal.holdReplication();
    await rehearsal.burst(burstPayments);
    await rehearsal.kill(active);
    await rehearsal.takeover();
  },
};
