import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Texts that no store holds must be refused at every door; one that came through would hold up the ledger for good. */
export const poison: Scenario = {
  summary: 'every kind of text that must be refused is sent to every field, then the active region is killed',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  awaitsWatermark: true,
  async play(rehearsal) {
    await rehearsal.poison();
    await rehearsal.holdReplication();
    await rehearsal.untilBookedSince(rehearsal.nowMs());
    await rehearsal.kill(rehearsal.roles.active);
    await rehearsal.takeover();
  },
};
