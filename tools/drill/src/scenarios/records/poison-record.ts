import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** A newer version wrote a command that the standby's code does not know: it is set aside, and holds up nothing. */
export const poisonRecord: Scenario = {
  summary: 'the journal holds a record of an unknown type when the active region is killed',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started', 'transactions-commands-set-aside'],
  awaitsWatermark: true,
  async play(rehearsal) {
    await rehearsal.holdReplication();
    const heldSinceMs = rehearsal.nowMs();
    await rehearsal.plantUnreadableRecord();
    await rehearsal.untilBookedSince(heldSinceMs);
    await rehearsal.plantUnreadableRecord();
    await rehearsal.kill(rehearsal.roles.active);
    await rehearsal.takeover();
  },
};
