import type { Scenario } from '../scenario.ts';

/** A standby that can't be promoted must not take the epoch from a writer that comes back. */
export const standbyDbDead: Scenario = {
  summary: "the standby's database is dead while the active region is lost and returns",
  expects: { epochs: { min: 0, max: 2 }, activeAtEnd: 'either' },
  objectives: { moneyStoodStillMs: 45_000 },
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    await rehearsal.inject(`the database of ${standby} is dead`, {
      kind: 'process',
      region: standby,
      process: 'database',
    });
    await rehearsal.pass(2000);
    await rehearsal.kill(active);
    await rehearsal.passBetween(8000, 12_000);
    await rehearsal.restore(active);
    await rehearsal.open();
  },
};
