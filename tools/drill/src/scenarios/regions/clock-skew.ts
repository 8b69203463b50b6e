import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Leases and evidence must not compare clocks of two regions. */
export const clockSkew: Scenario = {
  summary: 'the regions disagree about the time by up to a minute, then the active one is killed',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  hasShortHolds: false,
  async play(rehearsal) {
    const { roles, random } = rehearsal;
    const skewMs = random.between(5000, 60_000) * random.pick([-1, 1]);
    await rehearsal.inject(`the clock of ${roles.active} is off by ${skewMs} ms`, {
      kind: 'clock',
      region: roles.active,
      skewMs,
    });
    await rehearsal.pass(4000);
    await rehearsal.kill(roles.active);
    await rehearsal.takeover();
  },
};
