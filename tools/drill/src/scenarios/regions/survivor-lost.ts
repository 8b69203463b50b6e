import type { Scenario } from '../scenario.ts';

/** When the survivor is killed: as soon as this stage is reached. */
const stages = ['fenced', 'promoting', 'promoted', 'opened', 'recovered'] as const;

/** The survivor dies in the middle of its takeover; the takeover must be resumed by whichever region finds it. */
export const survivorLost: Scenario = {
  summary: 'the survivor is killed during its takeover, and both regions come back',
  expects: { epochs: { min: 1, max: 3 }, activeAtEnd: 'either' },
  objectives: { moneyStoodStillMs: 60_000 },
  rings: [],
  async play(rehearsal) {
    const { roles, random } = rehearsal;
    await rehearsal.kill(roles.active);
    await rehearsal.stage(random.pick(stages));
    await rehearsal.passBetween(0, 500);
    await rehearsal.kill(roles.standby);
    await rehearsal.passBetween(500, 3000);
    await rehearsal.restore(roles.standby);
    await rehearsal.restore(roles.active);
    await rehearsal.open();
  },
};
