import { expect, test } from 'vitest';
import { factsOf, rolesOf } from '../../page/model/region-model.ts';
import type { RegionView } from '../../src/wire.ts';
import { aCloud, ago, anActive, aStandby, at, nowMs } from './a-cloud.ts';

function fact(region: RegionView, name: string) {
  return factsOf(region, aCloud({ regions: [anActive(), aStandby()] }), nowMs).find((it) => it.name === name);
}

test.each<[string, RegionView, string, string]>([
  ['that is active', anActive(), 'good', 'Active · writer'],
  ['on standby', aStandby(), 'quiet', 'Standby · replica'],
  ['that is dead', anActive({ process: 'killed' }), 'bad', 'Lost'],
  ['that is paused', anActive({ process: 'paused', databaseRole: 'unknown' }), 'bad', 'Active, standing still'],
  ['that starts', aStandby({ process: 'starting' }), 'warn', 'Starting'],
])('roles of a region %s', (_, region, tone, text) => {
  expect(rolesOf(region)).toEqual({ tone, text });
});

test('a lease is renewed by heartbeats, and ends a lease after the next one was due', () => {
  const beatAgo = (seconds: number) =>
    anActive({ heartbeat: { at: ago(seconds), booking: 'good', oldestUnbookedMs: 0 } });
  expect(fact(beatAgo(0), 'Lease')).toMatchObject({ standing: { tone: 'good', text: 'at most 2.0 s left' }, share: 1 });
  expect(fact(beatAgo(1.5), 'Lease')).toMatchObject({
    standing: { tone: 'good', text: 'at most 500 ms left' },
    share: 0.25,
  });
  expect(fact(beatAgo(2), 'Lease')).toMatchObject({ standing: { tone: 'bad', text: 'ran out 0 ms ago' }, share: 0 });
  expect(fact(aStandby(), 'Lease')).toBeUndefined();
});

test('a replica is behind from two seconds on, and unsound when it is not connected', () => {
  const lag = (lagMs: number, isStreaming = true) =>
    aStandby({ replica: { readAt: at, lagMs, upTo: at, isStreaming } });
  expect(fact(lag(2000), 'Replication')?.standing).toEqual({ tone: 'good', text: '2.0 s behind' });
  expect(fact(lag(2001), 'Replication')?.standing).toEqual({ tone: 'warn', text: '2.0 s behind' });
  expect(fact(lag(10, false), 'Replication')?.standing).toEqual({ tone: 'bad', text: '10 ms behind, not connected' });
});

test('the check of serving is to fail for a standby, and for nobody else', () => {
  expect(fact(aStandby(), 'Health checks')?.standing).toEqual({ tone: 'good', text: '1 of 1 as due' });
  const astray = aStandby({ healthChecks: anActive().healthChecks });
  expect(fact(astray, 'Health checks')?.standing).toEqual({ tone: 'bad', text: '0 of 1 as due' });
});

test('traffic that leads to a dead region is bad', () => {
  expect(fact(anActive({ process: 'killed' }), 'Traffic')?.standing).toEqual({
    tone: 'bad',
    text: '100 % of requests',
  });
});

test('a dead letter is bad, a ringing alarm names itself', () => {
  const queues = { readAt: at, waiting: 0, inFlight: 0, delayed: 3, deadLetters: 1, oldestSeconds: 0, busy: [] };
  expect(fact(anActive({ queues }), 'Queues')).toMatchObject({
    standing: { tone: 'bad' },
    detail: '1 dead letter · 3 put off',
  });
  const alarms = { readAt: at, ringing: [{ name: 'ledger-cpu-dev', since: at }] };
  expect(fact(anActive({ alarms }), 'Alarms')).toMatchObject({
    standing: { tone: 'bad', text: '1 ringing' },
    detail: 'ledger-cpu-dev',
  });
});
