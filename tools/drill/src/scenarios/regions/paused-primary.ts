import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** A frozen region knows nothing of the failover: woken up, it goes on where it stopped, under an ended epoch. */
export const pausedPrimary: Scenario = {
  summary: 'every process of the active region is frozen until the other has taken over',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    const pause = await rehearsal.inject(`${active} is frozen`, { kind: 'pause', region: active });
    await rehearsal.takeover();
    await rehearsal.passBetween(0, 2000);
    await pause.heal();
    await rehearsal.pass(3000);
  },
};
