import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** After a failover, the traffic must not return to the standby because one route can't be asked. */
export const latchOnly: Scenario = {
  summary: 'after a failover and the return of the lost region, a route of the active one answers 429',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    await rehearsal.kill(active);
    await rehearsal.takeover();
    await rehearsal.restore(active);
    await rehearsal.inject(`/failover/* of ${standby} answers 429`, {
      kind: 'http',
      region: standby,
      path: '/failover/*',
      status: 429,
    });
    await rehearsal.passBetween(8000, 12_000);
  },
};
