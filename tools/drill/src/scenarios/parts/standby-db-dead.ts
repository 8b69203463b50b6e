import type { Scenario } from '../scenario.ts';

/** Long enough that the standby's database can die while it is being promoted, in milliseconds. */
const promotionMs = 5000;

/** A standby that can't be promoted must not keep the epoch from a writer that comes back. */
export const standbyDbDead: Scenario = {
  summary: "the standby's database dies before or during the takeover, and the lost region returns",
  // None when it was dead before; a failover and a hand-back when it died after the epoch had changed.
  expects: { epochs: { min: 0, max: 3 }, activeAtEnd: 'either' },
  objectives: { moneyStoodStillMs: 45_000 },
  async play(rehearsal) {
    const { roles, random } = rehearsal;
    const { active, standby } = roles;
    const killDatabase = () =>
      rehearsal.inject(`the database of ${standby} is dead`, { kind: 'process', region: standby, process: 'database' });
    if (random.pick(['before the loss', 'after the bump']) === 'before the loss') {
      await killDatabase();
      await rehearsal.pass(2000);
      await rehearsal.kill(active);
    } else {
      await rehearsal.inject(`a promotion in ${standby} takes ${promotionMs} ms`, {
        kind: 'promotion',
        region: standby,
        takesMs: promotionMs,
      });
      await rehearsal.kill(active);
      await rehearsal.bump();
      await killDatabase();
    }
    await rehearsal.passBetween(8000, 12_000);
    await rehearsal.restore(active);
    await rehearsal.open();
  },
};
