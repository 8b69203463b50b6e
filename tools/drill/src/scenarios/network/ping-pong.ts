import type { Scenario } from '../scenario.ts';
import { cutLink } from './cut-link.ts';

/** As on AWS; the time that money stands still is mostly this. */
const promotionMs = 60_000;

/**
 * While a promotion takes a minute, the region that lost its role is healthy and sees nothing of its successor: it must not take
 * the role back, because its own database is still a writer in the middle of a change.
 */
export const pingPong: Scenario = {
  summary: 'a promotion takes 60 s while the regions do not reach each other, and each loses the quorum in turn',
  expects: { epochs: { min: 1, max: 1 }, activeAtEnd: 'other' },
  objectives: { moneyStoodStillMs: promotionMs + 20_000 },
  rings: [],
  rate: 5,
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    for (const region of [active, standby]) {
      await rehearsal.inject(`a promotion in ${region} takes ${promotionMs} ms`, {
        kind: 'promotion',
        region,
        takesMs: promotionMs,
      });
    }
    await cutLink(rehearsal, active, standby);
    await cutLink(rehearsal, standby, active);
    const quorum = await rehearsal.inject(`${active} is cut off from the quorum`, {
      kind: 'quorum-cut',
      region: active,
    });
    await rehearsal.bump();
    await quorum.heal();
    await rehearsal.pass(3000);
    const successor = await rehearsal.inject(`${standby} is cut off from the quorum`, {
      kind: 'quorum-cut',
      region: standby,
    });
    await rehearsal.passBetween(15_000, 20_000);
    await successor.heal();
    await rehearsal.takeover();
    await rehearsal.pass(5000);
  },
};
