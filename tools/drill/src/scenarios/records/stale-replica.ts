import type { Scenario } from '../scenario.ts';

/** Promoting a replica that is behind what the journal still knows would leave a hole that nobody sees. */
export const staleReplica: Scenario = {
  summary: 'the journal has forgotten more than the replica has when the active region is lost and returns',
  expects: { epochs: { min: 0, max: 2 }, activeAtEnd: 'same' },
  objectives: { moneyStoodStillMs: 45_000 },
  rings: [],
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    await rehearsal.holdReplication();
    const heldSinceMs = rehearsal.nowMs();
    await rehearsal.untilBookedSince(heldSinceMs);
    await rehearsal.forgetJournal();
    await rehearsal.kill(active);
    await rehearsal.passBetween(8000, 12_000);
    await rehearsal.restore(active);
    await rehearsal.open();
  },
};
