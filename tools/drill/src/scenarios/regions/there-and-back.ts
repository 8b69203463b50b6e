import type { Scenario } from '../scenario.ts';

/** The second loss hits the region that took over, soon after the first one returned. */
export const thereAndBack: Scenario = {
  summary: 'the active region is lost and returns, then the other one is lost',
  expects: { epochs: { min: 2, max: 2 }, activeAtEnd: 'same' },
  objectives: { moneyStoodStillMs: 30_000 },
  rings: [],
  async play(rehearsal) {
    const { roles } = rehearsal;
    await rehearsal.kill(roles.active);
    await rehearsal.takeover();
    await rehearsal.restore(roles.active);
    const second = rehearsal.rolesNow();
    await rehearsal.untilBookedSince(rehearsal.nowMs());
    await rehearsal.kill(second.active);
    await rehearsal.takeover(second);
  },
};
