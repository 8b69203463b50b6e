import type { Scenario } from '../scenario.ts';

/** Long enough that the standby's database can die while it is being promoted, in milliseconds. */
const promotionMs = 5000;

/** A takeover that can't go on must give the work back to the old writer. */
export const standbyDbDies: Scenario = {
  summary: "the standby's database dies while it is being promoted, and the lost region returns",
  // A failover, and a hand-back.
  expects: { epochs: { min: 2, max: 2 }, activeAtEnd: 'same' },
  objectives: { moneyStoodStillMs: 60_000 },
  rings: [],
  async play(rehearsal) {
    const { active, standby, epoch } = rehearsal.roles;
    await rehearsal.inject(`a promotion in ${standby} takes ${promotionMs} ms`, {
      kind: 'promotion',
      region: standby,
      takesMs: promotionMs,
    });
    await rehearsal.kill(active);
    await rehearsal.bump();
    await rehearsal.inject(`the database of ${standby} is dead`, {
      kind: 'process',
      region: standby,
      process: 'database',
    });
    await rehearsal.passBetween(8000, 12_000);
    await rehearsal.restore(active);
    await rehearsal.bump(epoch + 1);
    await rehearsal.open();
  },
};
