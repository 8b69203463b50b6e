import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** The region answers and acknowledges, and books nothing. */
export const databaseOnly: Scenario = {
  summary: "only the active region's database dies",
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 30_000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    await rehearsal.inject(`the database of ${active} is dead`, {
      kind: 'process',
      region: active,
      process: 'database',
    });
    await rehearsal.takeover();
  },
};
