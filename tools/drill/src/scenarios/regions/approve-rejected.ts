import { answerFailover, untilAsked, untilNothingIsAsked } from '../../course/operate-failover.ts';
import { mustNotFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';
import { approvalFor } from './approval.ts';

/** A person knows that the region will be back: nothing may begin, however long it takes and however sure the signals are. */
export const approveRejected: Scenario = {
  summary: 'the active region is frozen, a person rejects the failover, and the region comes back',
  expects: mustNotFailOver,
  objectives: { moneyStoodStillMs: 60_000 },
  rings: ['failover-awaits-approval'],
  settings: approvalFor({ waitSeconds: 600, afterwards: 'fail_over' }),
  async play(rehearsal) {
    const { run, roles } = rehearsal;
    const pause = await rehearsal.inject(`${roles.active} is frozen`, { kind: 'pause', region: roles.active });
    await untilAsked(run, roles.standby);
    await answerFailover(run, roles, 'rejected');
    await rehearsal.passBetween(8000, 12_000);
    await pause.heal();
    await untilNothingIsAsked(run, roles.standby);
  },
};
