import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Deliveries that wait for their next attempt must survive the region in whose queue they wait. */
export const endpointDown: Scenario = {
  summary: "one merchant's endpoints are down while the active region is killed, and come back later",
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    const down = await rehearsal.takeEndpointsDown('acme');
    await rehearsal.passBetween(2000, 4000);
    await rehearsal.kill(active);
    await rehearsal.takeover();
    await rehearsal.pass(2000);
    await down.heal();
  },
};
