import type { Rehearsal } from '../course/rehearsal.ts';

/** Longest delay of a quorum write, in milliseconds. */
const latencyMsMax = 700;

/** Slows the quorum's replicas down independently, and throttles a share of the journal's pointers; all drawn from the seed. */
export async function tearPuts(rehearsal: Rehearsal): Promise<void> {
  const { active, standby } = rehearsal.roles;
  const { random } = rehearsal;
  for (const region of [active, standby]) {
    const delayMs: [number, number] = [0, random.between(0, latencyMsMax)];
    await rehearsal.inject(`quorum writes take up to ${delayMs[1]} ms in ${region}`, {
      kind: 'quorum-latency',
      region,
      delayMs,
    });
  }
  await rehearsal.inject('some pointers of the journal are throttled', {
    kind: 'call',
    region: active,
    service: 'dynamodb',
    operation: 'PutItem',
    keyPattern: 'slot#*',
    effect: { throttle: true },
    // The SDK tries three times: at 0.9 three of four puts stay torn, at 0.5 one of eight.
    rate: random.between(5, 9) / 10,
  });
}
