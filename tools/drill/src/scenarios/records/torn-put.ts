import type { InjectedFault } from '../../course/rehearsal.ts';
import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Delays of a quorum write, in milliseconds: wide enough that a kill falls between the two writes of a journal put. */
const latencyMs: [number, number] = [0, 700];

/** One half of a journal put is in the quorum and the other is not: no answer may rest on it. */
export const tornPut: Scenario = {
  summary: 'journal writes are slow and their pointers are throttled, then the active region is killed',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 20_000 },
  rings: ['failover-started'],
  // With writes that slow, the few workers of a local function answer no more.
  rate: 6,
  async play(rehearsal) {
    const { active, standby } = rehearsal.roles;
    // What is replicated needs no journal: only commits that exist in the lost region alone show a put without its pointer.
    await rehearsal.holdReplication();
    const slow: InjectedFault[] = [];
    for (const region of [active, standby]) {
      const latency = await rehearsal.inject(`quorum writes take up to ${latencyMs[1]} ms in ${region}`, {
        kind: 'quorum-latency',
        region,
        delayMs: latencyMs,
      });
      slow.push(latency);
    }
    const throttle = await rehearsal.inject('four in five pointers of the journal are throttled', {
      kind: 'call',
      region: active,
      service: 'dynamodb',
      operation: 'PutItem',
      keyPattern: 'slot#*',
      effect: { throttle: true },
      // The SDK tries three times: half of the puts stay torn.
      rate: 0.8,
    });
    await rehearsal.passBetween(2000, 5000);
    await throttle.heal();
    await rehearsal.passBetween(0, 2000);
    await rehearsal.kill(active);
    await rehearsal.takeover();
    for (const latency of slow) await latency.heal();
  },
};
