import { Fault } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { describeFault } from '../src/commands/fault.ts';
import { parseFault } from '../src/parse-fault.ts';

test.each<[string, readonly string[], unknown]>([
  ['isolate', ['region=us-east-1'], { kind: 'isolate', region: 'us-east-1', fromInternet: false }],
  [
    'pause',
    ['region=us-east-1', 'dutyCycle.stopMs=3000', 'dutyCycle.runMs=1000'],
    { kind: 'pause', region: 'us-east-1', dutyCycle: { stopMs: 3000, runMs: 1000 } },
  ],
  [
    'call',
    ['region=us-east-1', 'service=dynamodb', 'effect.throttle=true', 'rate=0.5'],
    { kind: 'call', region: 'us-east-1', service: 'dynamodb', effect: { throttle: true }, rate: 0.5 },
  ],
  [
    'quorum-latency',
    ['region=us-east-1', 'delayMs=[0,700]'],
    { kind: 'quorum-latency', region: 'us-east-1', delayMs: [0, 700] },
  ],
])('parses a fault of kind %s, and describes it in the same words', (kind, words, fault) => {
  const parsed = parseFault(kind, words);
  expect(parsed).toEqual(fault);
  const described = describeFault({ ...Fault.parse(parsed), seed: 7 });
  expect(described.split(' ')).toEqual(expect.arrayContaining([kind, ...words]));
});

test.each<[string, readonly string[]]>([
  ['earthquake', ['region=us-east-1']],
  ['isolate', []],
  ['isolate', ['us-east-1']],
  ['isolate', ['region=us-east-1', 'colour=blue']],
  ['clock', ['region=us-east-1', 'skewMs=300001']],
])('refuses a fault %s with %j', (kind, words) => {
  expect(() => parseFault(kind, words)).toThrow(expect.objectContaining({ name: 'CliError' }));
});
