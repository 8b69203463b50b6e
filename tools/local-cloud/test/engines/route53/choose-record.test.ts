import { describe, expect, test } from 'vitest';
import type { RecordSet } from '../../../src/definitions/record-set.ts';
import { candidatesOf, chooseRecord } from '../../../src/engines/route53/choose-record.ts';
import { aFailover, aRecord, aWeighted } from './a-record.ts';

/** Set identifiers with their share, when only the named ones are healthy. */
function shares(records: readonly RecordSet[], healthy: string): Readonly<Record<string, number>> {
  const isHealthy = ({ healthCheckId = '' }: RecordSet) => healthy.split(' ').includes(healthCheckId);
  return Object.fromEntries(
    candidatesOf(records, isHealthy).map(({ record, share }) => [record.healthCheckId ?? 'unchecked', share]),
  );
}

describe('weighted records', () => {
  const records = [aWeighted('east', 100), aWeighted('west', 0)];
  test.each<[string, string, Record<string, number>]>([
    ['only the one with a weight while it is healthy', 'east west', { east: 1 }],
    ['only the one with a weight when the zero-weight one is unhealthy', 'east', { east: 1 }],
    ['the zero-weight one when every one with a weight is unhealthy', 'west', { west: 1 }],
    ['the one with a weight when nothing is healthy: all count as healthy again', '', { east: 1 }],
  ])('answer %s', (_, healthy, expected) => {
    expect(shares(records, healthy)).toEqual(expected);
  });

  test('share by weight among the healthy', () => {
    const three = [aWeighted('a', 1), aWeighted('b', 3), aWeighted('c', 4)];
    expect(shares(three, 'a b')).toEqual({ a: 0.25, b: 0.75 });
  });

  test('share equally when all weights are zero', () => {
    expect(shares([aWeighted('a', 0), aWeighted('b', 0)], 'a b')).toEqual({ a: 0.5, b: 0.5 });
  });

  test('are drawn by their share, up to the bound and from it', () => {
    const two = [aWeighted('a', 1), aWeighted('b', 3)];
    const drawn = (draw: number) => chooseRecord(two, () => true, draw)?.healthCheckId;
    expect([drawn(0), drawn(0.249), drawn(0.25), drawn(0.999)]).toEqual(['a', 'a', 'b', 'b']);
  });
});

describe('failover records', () => {
  const records = [aFailover('west', 'SECONDARY'), aFailover('east', 'PRIMARY')];
  test.each<[string, string, string]>([
    ['the primary while it is healthy', 'east west', 'east'],
    ['the secondary while the primary is unhealthy', 'west', 'west'],
    ['the primary when both are unhealthy', '', 'east'],
  ])('answer %s', (_, healthy, expected) => {
    expect(shares(records, healthy)).toEqual({ [expected]: 1 });
  });
});

test('a record of its own is answered whatever its health', () => {
  expect(candidatesOf([aRecord()], () => false)).toEqual([{ record: aRecord(), share: 1 }]);
});

test('no record gives no answer', () => {
  expect(chooseRecord([], () => true, 0)).toBeUndefined();
});
