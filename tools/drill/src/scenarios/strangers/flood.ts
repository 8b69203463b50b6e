import { mustNotFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Watcher, heartbeat and health route have capacity of their own: public traffic must not make it look dead. */
export const flood: Scenario = {
  summary: 'strangers flood the public API of a sound region',
  expects: mustNotFailOver,
  objectives: { moneyStoodStillMs: 30_000 },
  rings: [],
  rate: 5,
  async play(rehearsal) {
    const flooded = await rehearsal.flood();
    await rehearsal.passBetween(20_000, 25_000);
    await flooded.heal();
  },
};
