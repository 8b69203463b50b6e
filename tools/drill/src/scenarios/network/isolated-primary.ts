import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Outside the quorum the active region can acknowledge nothing, however well it feels. */
export const isolatedPrimary: Scenario = {
  summary: 'the active region is cut off from its peer and the quorum; clients still reach it',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    await rehearsal.inject(`${active} is isolated`, { kind: 'isolate', region: active });
    await rehearsal.takeover();
  },
};
