import { untilAsked } from '../../course/operate-failover.ts';
import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';
import { approvalFor } from './approval.ts';

/** Nobody answers: what the topology says then must happen, by itself. */
export const approveTimedOut: Scenario = {
  summary: 'the active region is killed, nobody answers, and the failover begins when the time is over',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 30_000 },
  rings: ['failover-awaits-approval', 'failover-started'],
  settings: approvalFor({ waitSeconds: 5, afterwards: 'fail_over' }),
  async play(rehearsal) {
    const { run, roles } = rehearsal;
    await rehearsal.kill(roles.active);
    await untilAsked(run, roles.standby);
    await rehearsal.takeover();
  },
};
