import { mustNotFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** A standby that can't be promoted must not end the epoch of a writer that comes back. */
export const standbyDbDead: Scenario = {
  summary: "the standby's database is dead when the active region is lost, which returns",
  expects: mustNotFailOver,
  objectives: { moneyStoodStillMs: 45_000 },
  rings: ['failover-blocked'],
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    await rehearsal.inject(`the database of ${standby} is dead`, {
      kind: 'process',
      region: standby,
      process: 'database',
    });
    await rehearsal.pass(2000);
    await rehearsal.kill(active);
    await rehearsal.passBetween(8000, 12_000);
    await rehearsal.restore(active);
  },
};
