import { describe, expect, test } from 'vitest';
import type { HealthCheck } from '../../../src/definitions/health-check.ts';
import {
  type CheckState,
  isHealthy,
  newCheck,
  observe,
  observeAlarm,
} from '../../../src/engines/route53/health-state.ts';

const failureThreshold = 3;

/** State after answers, written as `+` for a pass and `-` for a failure. */
function after(answers: string): CheckState {
  return [...answers].reduce((state, answer) => observe(state, answer === '+', failureThreshold), newCheck);
}

describe('an endpoint check', () => {
  test.each<[string, string, boolean]>([
    ['counts as passing before its first answer', '', true],
    ['stays passing after one failure less than the threshold', '--', true],
    ['fails at the threshold', '---', false],
    ['starts to count anew after a pass', '+--+--', true],
    ['stays failing after one pass less than the threshold', '---++', false],
    ['passes again at the threshold', '---+++', true],
  ])('%s', (_, answers, isPassing) => {
    expect(after(answers).isPassing).toBe(isPassing);
  });
});

function anEndpointCheck(id: string, over: Partial<HealthCheck> = {}): HealthCheck {
  const source = {
    kind: 'endpoint',
    scheme: 'https',
    host: 'h',
    path: '/',
    intervalSeconds: 10,
    failureThreshold,
  } as const;
  return { id, isInverted: false, isDisabled: false, source, ...over };
}

function aCalculatedCheck(
  children: readonly string[],
  healthyMin: number,
  over: Partial<HealthCheck> = {},
): HealthCheck {
  return {
    id: 'all',
    isInverted: false,
    isDisabled: false,
    source: { kind: 'calculated', children, healthyMin },
    ...over,
  };
}

/** Health of the last check, when the endpoints named in `passing` pass and all others fail. */
function healthOf(checks: readonly HealthCheck[], passing: string): boolean {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const states = new Map(checks.map(({ id }) => [id, after(passing.split(' ').includes(id) ? '+' : '---')]));
  return isHealthy(checks.at(-1)?.id ?? '', byId, states);
}

describe('a status', () => {
  test('is turned round by inversion', () => {
    expect(healthOf([anEndpointCheck('latch', { isInverted: true })], 'latch')).toBe(false);
    expect(healthOf([anEndpointCheck('latch', { isInverted: true })], '')).toBe(true);
  });

  test('of a new inverted check is unhealthy', () => {
    const latch = anEndpointCheck('latch', { isInverted: true });
    expect(isHealthy('latch', new Map([['latch', latch]]), new Map())).toBe(false);
  });

  test('of a disabled check is healthy', () => {
    expect(healthOf([anEndpointCheck('a', { isDisabled: true })], '')).toBe(true);
  });

  // Endpoint AND NOT latch: the check that holds traffic away from a region.
  test.each<[string, string, boolean]>([
    ['endpoint up, latch open', 'endpoint', true],
    ['endpoint up, latch set', 'endpoint latch', false],
    ['endpoint down, latch open', '', false],
    ['endpoint down, latch set', 'latch', false],
  ])('of endpoint and not latch, with %s', (_, passing, expected) => {
    const checks = [
      anEndpointCheck('endpoint'),
      anEndpointCheck('latch', { isInverted: true }),
      aCalculatedCheck(['endpoint', 'latch'], 2),
    ];
    expect(healthOf(checks, passing)).toBe(expected);
  });

  test('of a calculated check needs its threshold, no more', () => {
    const two = (healthyMin: number) => [
      anEndpointCheck('a'),
      anEndpointCheck('b'),
      aCalculatedCheck(['a', 'b'], healthyMin),
    ];
    expect([healthOf(two(1), 'a'), healthOf(two(2), 'a'), healthOf(two(0), '')]).toEqual([true, false, true]);
  });

  test('of a check that does not exist throws', () => {
    expect(() => isHealthy('nope', new Map(), new Map())).toThrow(/health check nope does not exist/);
  });
});

describe('a check on an alarm', () => {
  const failing: CheckState = { isPassing: false, contrary: 0 };

  test('follows the alarm at once', () => {
    expect(observeAlarm(newCheck, 'ALARM', 'LastKnownStatus').isPassing).toBe(false);
    expect(observeAlarm(failing, 'OK', 'LastKnownStatus').isPassing).toBe(true);
  });

  test.each(['INSUFFICIENT_DATA', undefined] as const)('falls back when the alarm says %s', (alarm) => {
    const passes = (state: CheckState, fallback: 'Healthy' | 'Unhealthy' | 'LastKnownStatus') =>
      observeAlarm(state, alarm, fallback).isPassing;
    expect([passes(failing, 'Healthy'), passes(newCheck, 'Unhealthy')]).toEqual([true, false]);
    expect([passes(failing, 'LastKnownStatus'), passes(newCheck, 'LastKnownStatus')]).toEqual([false, true]);
  });
});
