import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** The old writer wakes up between the new epoch and the promotion: only the fence keeps its writes out. */
export const zombie: Scenario = {
  summary: 'the active region freezes and wakes up as soon as the epoch has changed',
  expects: { ...mustFailOver, epochs: { min: 1, max: 2 }, activeAtEnd: 'either' },
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    const pause = await rehearsal.inject(`${active} is frozen`, { kind: 'pause', region: active });
    await rehearsal.bump();
    await pause.heal();
    await rehearsal.open();
    await rehearsal.pass(2000);
  },
};
