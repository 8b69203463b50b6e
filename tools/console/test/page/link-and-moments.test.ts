import { expect, test } from 'vitest';
import { linkLinesOf } from '../../page/model/link-model.ts';
import { momentsOf } from '../../page/model/moments.ts';

const way = (kind: string, from: string, to: string | undefined, over = {}) => ({
  kind,
  from,
  ...(to === undefined ? {} : { to }),
  state: 'carrying' as const,
  delayMs: 0,
  ...over,
});

test('one line for each kind of traffic, and each way only where it is broken', () => {
  const links = [
    way('postgres', 'us-east-2', 'us-east-1', { state: 'held' }),
    way('postgres', 'us-east-1', 'us-east-2'),
    way('aws', 'us-east-1', 'us-east-2', { delayMs: 300 }),
    way('aws', 'us-east-2', 'us-east-1', { delayMs: 300 }),
    way('quorum', 'us-east-1', undefined),
  ];
  expect(linkLinesOf({ links })).toEqual([
    { name: 'Replication', tone: 'bad', text: 'held, one way', ways: ['us-east-2 → us-east-1: held'] },
    {
      name: 'Events and calls',
      tone: 'warn',
      text: '300 ms late',
      ways: ['us-east-1 → us-east-2: 300 ms late', 'us-east-2 → us-east-1: 300 ms late'],
    },
    { name: 'Quorum', tone: 'good', text: 'carries', ways: [] },
  ]);
});

test('a cut is worse than a hold', () => {
  const links = [
    way('quorum', 'us-east-1', undefined, { state: 'held' }),
    way('quorum', 'us-east-2', undefined, { state: 'cut' }),
  ];
  expect(linkLinesOf({ links })[0]).toMatchObject({ tone: 'bad', text: 'cut' });
});

test('losses and turns are marked in their order', () => {
  const at = (second: number) => new Date(second * 1000).toISOString();
  const timeline = [
    { at: at(9), region: 'us-east-1', stage: 'region', text: 'starts again' },
    { at: at(2), region: 'us-east-1', stage: 'region', text: 'killed with its 11 processes' },
    { at: at(1), stage: 'fault', text: 'fault-1 in force: {}' },
    { at: at(3), stage: 'health', text: 'a check is unhealthy' },
  ];
  const stages = [{ stage: 'open-writes', startedAt: at(4), endedAt: at(5), text: '' }];
  expect(momentsOf(timeline, { stages } as never)).toEqual([
    { at: 1, text: 'fault' },
    { at: 2, text: 'us-east-1 killed' },
    { at: 5, text: 'open' },
    { at: 9, text: 'us-east-1 restored' },
  ]);
});
