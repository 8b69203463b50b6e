import { expect, test } from 'vitest';
import { drillAct } from '../../../page/model/drills/drill-act.ts';
import { drillLine } from '../../../page/model/drills/drill-lines.ts';
import { drillOutcome } from '../../../page/model/drills/drill-outcome.ts';
import { figuresOf } from '../../../page/model/drills/figure-names.ts';

test.each([
  [
    '+ 20.38 s  hold      us-east-1  replication is held back',
    { after: '20.38 s', stage: 'hold', text: 'us-east-1: replication is held back' },
  ],
  ['+ 21.27 s  kill      us-east-1  us-east-1 is gone', { after: '21.27 s', stage: 'kill', text: 'us-east-1 is gone' }],
  ['+112.16 s  accepted             first payment', { after: '112.16 s', stage: 'accepted', text: 'first payment' }],
  ['redoubt: port_in_use: port 4700 is in use', { text: 'redoubt: port_in_use: port 4700 is in use' }],
  ['  fix  run it again', { text: 'fix  run it again' }],
  ['', { text: '' }],
])('%s', (line, parts) => {
  expect(drillLine(line)).toEqual(parts);
});

test.each([
  [0, 'passed'],
  [4, 'passed, and missed an objective in time'],
  [5, 'failed: a promise was broken'],
  [130, 'stopped before its end'],
  [3, 'could not be carried out'],
  [null, 'could not be carried out'],
])('a drill that ends with %s %s', (exitCode, text) => {
  expect(drillOutcome({ exitCode }).text).toBe(text);
});

test('a start says where the drill runs, how long, and what it does to this cloud', () => {
  const started = drillAct({ scenario: 'region-loss', portBase: 4700 });
  expect(started).toMatchObject({ label: 'Start', command: 'drill', body: { scenario: 'region-loss' } });
  expect(started.consequence).toMatch(/With a new seed.*ports from 4700 on.*two to three minutes.*are not touched/);
  const again = drillAct({ scenario: 'region-loss', seed: 0, usualMs: 48_900, portBase: 4700 });
  expect(again).toMatchObject({ label: 'Replay', body: { scenario: 'region-loss', seed: 0 } });
  expect(again.consequence).toMatch(/With seed 0.*some 48\.9 s/);
});

test('times of the drill stand before those of its stages', () => {
  expect(figuresOf([{ figures: { 'stage open': 1, detectedMs: 2 } }, { figures: { 'stage fence': null } }])).toEqual([
    'detectedMs',
    'stage open',
    'stage fence',
  ]);
});
