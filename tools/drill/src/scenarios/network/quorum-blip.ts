import type { Scenario } from '../scenario.ts';

/** When the quorum is cut: before the epoch changes, or as soon as this stage is reached. */
const stages = [undefined, 'fenced', 'promoting', 'promoted', 'opened', 'recovered'] as const;

/** The survivor loses the quorum at a moment of its takeover, for longer than one attempt takes. */
export const quorumBlip: Scenario = {
  summary: 'the survivor loses the quorum for seconds at a random stage of its takeover',
  expects: { epochs: { min: 1, max: 2 }, activeAtEnd: 'other' },
  objectives: { moneyStoodStillMs: 60_000 },
  rings: [],
  async play(rehearsal) {
    const { roles, random } = rehearsal;
    await rehearsal.holdReplication();
    await rehearsal.untilBookedSince(rehearsal.nowMs());
    await rehearsal.kill(roles.active);
    const stage = random.pick(stages);
    if (stage === undefined) await rehearsal.passBetween(0, 2500);
    else await rehearsal.stage(stage);
    await rehearsal.passBetween(0, 500);
    const cut = await rehearsal.inject(
      `${roles.standby} loses the quorum, ${stage === undefined ? 'before the epoch changes' : `once ${stage}`}`,
      {
        kind: 'quorum-cut',
        region: roles.standby,
      },
    );
    await rehearsal.passBetween(3000, 20_000);
    await cut.heal();
    await rehearsal.takeover();
  },
};
