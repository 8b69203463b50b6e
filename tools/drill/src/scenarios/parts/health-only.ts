import { mustNotFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** One throttled route must move neither the epoch nor the traffic. */
export const healthOnly: Scenario = {
  summary: "the active region's health route answers 429",
  expects: mustNotFailOver,
  objectives: { moneyStoodStillMs: 5000 },
  rings: [],
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    for (const path of ['/validation/health', '/failover/*']) {
      await rehearsal.inject(`${path} of ${active} answers 429`, { kind: 'http', region: active, path, status: 429 });
    }
    await rehearsal.passBetween(10_000, 14_000);
  },
};
