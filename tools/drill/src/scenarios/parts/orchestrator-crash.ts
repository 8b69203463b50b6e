import type { Scenario } from '../scenario.ts';

/** Stages of a takeover, and the call before which their function dies. */
const crashes = [
  { stage: 'promote-database', call: 'rds:FailoverGlobalCluster' },
  { stage: 'open-writes', call: 'lambda:InvokeFunction' },
  { stage: 'recover-services', call: 'lambda:InvokeFunction' },
] as const;

/** A takeover whose function dies must go on by itself. */
export const orchestratorCrash: Scenario = {
  summary: 'a function of the takeover dies in the middle of a random stage',
  expects: { epochs: { min: 1, max: 2 }, activeAtEnd: 'other' },
  objectives: { moneyStoodStillMs: 45_000 },
  rings: [],
  async play(rehearsal) {
    const { roles, random } = rehearsal;
    const { stage, call } = random.pick(crashes);
    await rehearsal.crashAt(roles.standby, `failover-${stage}`, call);
    await rehearsal.kill(roles.active);
    await rehearsal.takeover();
  },
};
