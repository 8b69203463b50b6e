import { expect, test } from 'vitest';
import { obstaclesTo, type TakeoverGrounds } from '../../src/domain/promotability.ts';
import { aReplica } from '../support/fakes.ts';

const at = '2030-01-31T12:00:00.000Z';
const mark = { pk: 'replica#us-east-2', region: 'us-east-2', epoch: 3, at, replicatedUpTo: at };
const good: TakeoverGrounds = {
  database: aReplica,
  mark,
  writerEpoch: 3,
  forgottenUpTo: at,
  probes: [{ service: 'transactions', result: { service: 'transactions', ready: true, reasons: [] } }],
};

function probeOf(over: object) {
  return [{ service: 'transactions', result: { service: 'transactions', ready: true, reasons: [], ...over } }];
}

test('nothing stands in the way of a replica that has what the journal forgot', () => {
  expect(obstaclesTo(good)).toEqual([]);
});

test.each<[string, Partial<TakeoverGrounds>, string]>([
  ['there is no replica', { database: { ...aReplica, role: 'none' } }, 'no_replica_here'],
  ['the cluster is the writer', { database: { ...aReplica, role: 'writer' } }, 'database_is_writer'],
  ['roles are changing', { database: { ...aReplica, isInTransition: true } }, 'database_in_transition'],
  ['the cluster is down', { database: { ...aReplica, isAvailable: false } }, 'database_unavailable'],
  ['it never replicated', { mark: undefined }, 'never_replicated'],
  ['it replicated from another writer only', { writerEpoch: 4 }, 'never_replicated'],
  [
    'the journal has forgotten one millisecond more',
    { forgottenUpTo: '2030-01-31T12:00:00.001Z' },
    `journal_forgot_what_is_missing: only the archive has what was accepted from ${at} to 2030-01-31T12:00:00.001Z`,
  ],
  ['a service gives no answer', { probes: [{ service: 'validation', result: undefined }] }, 'validation: no answer'],
  ['a service is not ready', { probes: probeOf({ ready: false, reasons: ['no key'] }) }, 'transactions: no key'],
  [
    'the journal holds what the code can not read',
    { probes: probeOf({ journalSchema: { reads: 2, newest: 3 } }) },
    'transactions: the journal holds shape 3, its code reads 2',
  ],
])('says so when %s', (_, over, obstacle) => {
  expect(obstaclesTo({ ...good, ...over })).toEqual([obstacle]);
});

test('code that reads the newest shape, and a journal that never forgot, are no obstacles', () => {
  const { forgottenUpTo: _, ...rest } = good;
  const probes = probeOf({ journalSchema: { reads: 3, newest: 3 } });
  expect(obstaclesTo({ ...rest, forgottenUpTo: undefined, probes })).toEqual([]);
});

test('a disconnected replica can be promoted: the lost region is what it is disconnected from', () => {
  expect(obstaclesTo({ ...good, database: { ...aReplica, isConnected: false } })).toEqual([]);
});
