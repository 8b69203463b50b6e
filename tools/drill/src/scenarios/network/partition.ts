import { mustNotFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';
import { cutLink } from './cut-link.ts';

/** Both regions reach the quorum and clients reach the active one: nothing justifies the loss of data. */
export const partition: Scenario = {
  summary: 'the regions reach each other no longer, and both reach the quorum',
  expects: mustNotFailOver,
  objectives: { moneyStoodStillMs: 5000 },
  rings: [],
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    const cuts = [await cutLink(rehearsal, active, standby), await cutLink(rehearsal, standby, active)];
    await rehearsal.passBetween(8000, 12_000);
    for (const cut of cuts) await cut.heal();
  },
};
