import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** One good look in four must not hide a region that can't work. */
export const gray: Scenario = {
  summary: 'the active region is frozen three seconds of every four',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 30_000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    await rehearsal.inject(`${active} is frozen three seconds of every four`, {
      kind: 'pause',
      region: active,
      dutyCycle: { stopMs: 3000, runMs: 1000 },
    });
    await rehearsal.takeover();
  },
};
