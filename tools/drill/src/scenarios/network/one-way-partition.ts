import { mustNotFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';
import { cutLink } from './cut-link.ts';

/** The standby sees nothing of an active region that works. */
export const oneWayPartition: Scenario = {
  summary: 'the standby reaches the active region no longer, in this direction only',
  expects: mustNotFailOver,
  objectives: { moneyStoodStillMs: 5000 },
  rings: [],
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    const cut = await cutLink(rehearsal, standby, active);
    await rehearsal.passBetween(8000, 12_000);
    await cut.heal();
  },
};
