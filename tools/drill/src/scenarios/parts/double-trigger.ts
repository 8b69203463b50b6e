import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Watchers beside the scheduled one. */
const watchers = 3;

/** Several watchers that decide at the same time must begin one epoch. */
export const doubleTrigger: Scenario = {
  summary: 'four watchers run at once when the active region is killed',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    for (let count = 0; count < watchers; count++) await rehearsal.startFunction(standby, 'failover-watch');
    await rehearsal.pass(2000);
    await rehearsal.kill(active);
    await rehearsal.takeover();
  },
};
