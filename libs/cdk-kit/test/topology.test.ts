import { describe, expect, test } from 'vitest';
import { parseTopology, type TopologyInput } from '../src/index.ts';
import { aTopology } from './support/a-topology.ts';

const aRoleArn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;

test('RG1 the default is us-east-1 and us-east-2, witnessed by us-west-2', () => {
  expect(aTopology().regions).toEqual({ primary: 'us-east-1', secondary: 'us-east-2', witness: 'us-west-2' });
});

test('DN2 failover routing with checks every 30 s is a topology', () => {
  const { routing, healthCheck } = aTopology({ routing: 'failover', healthCheck: { intervalSeconds: 30 } });
  expect({ routing, healthCheck }).toEqual({
    routing: 'failover',
    healthCheck: { intervalSeconds: 30, failureThreshold: 3 },
  });
});

test('13 a failover begins by itself unless the topology says otherwise, and an unanswered question ends in nothing', () => {
  expect(aTopology()).toMatchObject({ failoverMode: 'auto', approval: { waitSeconds: 300, afterwards: 'stand_down' } });
  const { approval } = aTopology({ failoverMode: 'approve', approval: { waitSeconds: 5, afterwards: 'fail_over' } });
  expect(approval).toEqual({ waitSeconds: 5, afterwards: 'fail_over' });
});

test.each([
  ['one second too short', 4],
  ['one second too long', 3_601],
])('13 a person is waited for within bounds: %s', (_, waitSeconds) => {
  expect(() => aTopology({ approval: { waitSeconds } })).toThrow(/approval/);
});

describe('a refused topology says what was got, what is allowed and why', () => {
  test.each<[string, TopologyInput, RegExp]>([
    [
      'a T-class instance',
      { ledger: { capacity: { kind: 'provisioned', instanceClass: 'db.t3.medium' } } },
      /memory-optimised .* got db\.t3\.medium: a global database refuses T classes, and so does the Data API/,
    ],
    [
      'an engine without the Data API',
      { ledger: { engineVersion: '15.2' } },
      /must be 14\.8\+, 15\.3\+, 16\.1\+, 17\.4\+, got 15\.2: other versions lack the global database/,
    ],
    [
      'somebody who may order and approve',
      { operators: { operator: [aRoleArn('lead')], approver: [aRoleArn('second'), aRoleArn('lead')] } },
      /different principals, got arn:aws:iam::000000000000:role\/lead twice: whoever orders would approve it as well\n.*operators\.approver\[1\]/,
    ],
    ['an operator that is everybody', { operators: { observer: ['*'] } }, /operators\.observer\[0\]/],
    ['a whole account', { operators: { observer: ['arn:aws:iam::000000000000:root'] } }, /operators\.observer\[0\]/],
    ['a service', { operators: { observer: ['lambda.amazonaws.com'] } }, /operators\.observer\[0\]/],
    ['an unknown major version', { ledger: { engineVersion: '99.1' } }, /got 99\.1/],
    [
      'one region twice',
      { regions: { primary: 'us-east-1', secondary: 'us-east-1', witness: 'us-west-2' } },
      /two regions, got us-east-1 twice: nothing would survive its loss/,
    ],
    [
      'a witness that has a seat',
      { regions: { primary: 'us-east-1', secondary: 'us-east-2', witness: 'us-east-2' } },
      /third region, got us-east-2, which has a seat already/,
    ],
    [
      'a trio without a strong-consistency set',
      { regions: { primary: 'us-east-1', secondary: 'eu-west-1', witness: 'us-west-2' } },
      /one set of DynamoDB's multi-Region strong consistency .* got us-east-1, eu-west-1, us-west-2/,
    ],
    [
      'overlapping address ranges',
      { cidrs: { primary: '10.0.0.0/16', secondary: '10.0.128.0/17' } },
      /must not overlap, got 10\.0\.0\.0\/16 and 10\.0\.128\.0\/17/,
    ],
    [
      'a range too small for nine subnets',
      { cidrs: { primary: '10.0.0.0/21', secondary: '10.1.0.0/16' } },
      /got 10\.0\.0\.0\/21/,
    ],
    [
      'a suffix that names could not carry',
      { environmentSuffix: 'a'.repeat(21) },
      /1 to 20 lower-case letters.* \(21\): it ends every physical name/,
    ],
    ['a suffix in capitals', { environmentSuffix: 'Dev' }, /got "Dev"/],
    ['a suffix with two dashes', { environmentSuffix: 'a--b' }, /got "a--b"/],
    [
      'a suffix that Secrets Manager would cut off',
      { environmentSuffix: 'stages' },
      /exactly six characters, got "stages"/,
    ],
    [
      'a capacity that may pause',
      { ledger: { capacity: { kind: 'serverless', acuMin: 0, acuMax: 4 } } },
      /at least 0\.5 ACU, got 0: a paused standby wakes up in the middle of a failover/,
    ],
    [
      'a maximum below the minimum',
      { ledger: { capacity: { kind: 'serverless', acuMin: 4, acuMax: 2 } } },
      /not below the minimum of 4, got 2/,
    ],
    [
      'a quarter of a capacity unit',
      { ledger: { capacity: { kind: 'serverless', acuMin: 0.75, acuMax: 2 } } },
      /steps of 0\.5 ACU, got 0\.75/,
    ],
    [
      'a private domain',
      { domain: { zone: 'payments.internal' } },
      /must be public, got payments\.internal: Route 53 can not/,
    ],
    ['protection without a reason', { retention: { profile: 'protected', reason: '' } }, /reason/],
  ])('%s', (_, over, message) => {
    expect(() => parseTopology('test', over)).toThrow(message);
  });

  test('every broken rule is named at once', () => {
    const over: TopologyInput = { environmentSuffix: 'Dev', ledger: { engineVersion: '15.2' } };
    expect(() => parseTopology('test', over)).toThrow(/got "Dev"[\s\S]*got 15\.2/);
  });
});

describe('the bounds themselves are allowed', () => {
  test.each<[string, TopologyInput]>([
    ['the longest suffix', { environmentSuffix: 'a'.repeat(20) }],
    ['five and seven characters', { environmentSuffix: 'stage-a7' }],
    ['the smallest network', { cidrs: { primary: '10.0.0.0/20', secondary: '10.0.16.0/20' } }],
    ['the least capacity', { ledger: { capacity: { kind: 'serverless', acuMin: 0.5, acuMax: 1 } } }],
    ['the oldest engine of a major version', { ledger: { engineVersion: '15.3' } }],
    ['the engine of the second specification', { ledger: { engineVersion: '15.12' } }],
    ['a memory-optimised class', { ledger: { capacity: { kind: 'provisioned', instanceClass: 'db.r6g.large' } } }],
  ])('%s', (_, over) => {
    expect(() => parseTopology('test', over)).not.toThrow();
  });
});
