import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Sessions and endpoints must not depend on asynchronous replication between regions. */
export const sessionLag: Scenario = {
  summary: 'table replication between the regions lags by seconds, then the active region is killed',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    await rehearsal.inject(`copies from ${active} to ${standby} come 4 s late`, {
      kind: 'link',
      from: active,
      to: standby,
      traffic: ['aws'],
      effect: { delayMs: 4000 },
    });
    await rehearsal.pass(5000);
    await rehearsal.kill(active);
    await rehearsal.takeover();
  },
};
