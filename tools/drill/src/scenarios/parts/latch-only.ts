import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** After a failover, the traffic must not return to a region that knows nothing because another one can't be asked. */
export const latchOnly: Scenario = {
  summary: 'after a failover, the route of the active region answers 429 and the returned one reaches no quorum',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
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
    await rehearsal.inject(`${active} is cut off from the quorum`, { kind: 'quorum-cut', region: active });
    await rehearsal.passBetween(8000, 12_000);
  },
};
