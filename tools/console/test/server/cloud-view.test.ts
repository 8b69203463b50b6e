import { expect, test } from 'vitest';
import { type CloudSources, cloudView, faultView } from '../../src/server/state/cloud-view.ts';
import { aKnownNow } from '../a-host.ts';

const load = { rate: 0, underWay: 0, sent: 0, acknowledged: 0, failedAttempts: 0, givenUp: 0 };

function sources(over: Partial<CloudSources> = {}): CloudSources {
  return {
    at: new Date('2030-01-01T00:00:10.000Z'),
    publicApi: 'http://api.dev.redoubt.example',
    leaseMs: 1000,
    signalIntervalMs: 1000,
    known: aKnownNow(),
    items: { state: undefined, readAt: undefined, unreadable: undefined, heartbeats: new Map(), watches: new Map() },
    figures: new Map(),
    stake: undefined,
    load,
    acknowledgedPerSecond: () => 0,
    ...over,
  };
}

test('before there is a region state nobody is active', () => {
  const { state, regions } = cloudView(sources());
  expect(state).toBeUndefined();
  expect(regions.map(({ trafficRole }) => trafficRole)).toEqual(['unknown', 'unknown']);
});

test('each region has its own health checks', () => {
  const { regions } = cloudView(sources());
  expect(regions.map(({ healthChecks }) => healthChecks.length)).toEqual([1, 1]);
});

test('a dead region has no role of its database, and no replica', () => {
  const known = aKnownNow({ regions: aKnownNow().regions.map((it) => ({ ...it, process: 'killed' })) });
  const replica = { readAt: '', lagMs: 1, upTo: '', isStreaming: true };
  const figures = new Map([
    ['us-east-2', { databaseRole: 'replica' as const, replica, queues: undefined, alarms: undefined }],
  ]);
  const [, second] = cloudView(sources({ known, figures })).regions;
  expect(second).toMatchObject({ databaseRole: 'unknown', process: 'killed' });
  expect(second).not.toHaveProperty('replica');
});

test('a fault is told in words, with everything that it was given', () => {
  const since = '2030-01-01T00:00:00.000Z';
  const fault = {
    kind: 'link',
    from: 'us-east-2',
    to: 'us-east-1',
    effect: { delayMs: 300, jitterMs: 0, lossRate: 0 },
    seed: 7,
  } as const;
  expect(faultView({ id: 'fault-1', fault, since })).toEqual({
    id: 'fault-1',
    since,
    text: 'link, from us-east-2, to us-east-1, effect {delayMs:300,jitterMs:0,lossRate:0}',
  });
  const isolate = { kind: 'isolate', region: 'us-east-1', fromInternet: false, seed: 7 } as const;
  expect(faultView({ id: 'fault-2', fault: isolate, since })).toMatchObject({
    region: 'us-east-1',
    text: 'isolate, of us-east-1, fromInternet false',
  });
});
