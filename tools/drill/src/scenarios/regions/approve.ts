import { answerFailover, untilAsked } from '../../course/operate-failover.ts';
import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';
import { approvalFor } from './approval.ts';

/** Longest silence of a person before they approve, in milliseconds. */
const thinkingMsMax = 3000;

/** Nothing may begin before the approval, and the failover begins right after it. */
export const approve: Scenario = {
  summary: 'the active region is killed, and a person approves the failover after a while',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 30_000 },
  rings: ['failover-awaits-approval', 'failover-started'],
  settings: approvalFor({ waitSeconds: 600, afterwards: 'stand_down' }),
  async play(rehearsal) {
    const { run, roles } = rehearsal;
    await rehearsal.kill(roles.active);
    await untilAsked(run, roles.standby);
    await rehearsal.passBetween(0, thinkingMsMax);
    await answerFailover(run, roles, 'approved');
    await rehearsal.takeover();
  },
};
