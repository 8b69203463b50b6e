import { expect, test } from 'vitest';
import { announcingModel } from './announcing-model.ts';
import { canaryModel } from './canary-model.ts';
import { explore, type Model } from './explore.ts';
import { allRules, type Rules } from './rules.ts';
import type { Scope } from './scope.ts';
import { sweepModel } from './sweep-model.ts';
import { takeoverModel } from './takeover-model.ts';
import { trafficErrors } from './traffic-model.ts';

/*
 * Goal: no schedule of a few faults loses an acknowledged command, opens two writers, begins an epoch that nobody could take
 * over, lets regions take work from each other for ever, or ends where no payment can be booked.
 *
 * Method: every world that two regions, one command and so many faults can reach is visited. The production tables decide
 * (`transition`, `decideDuty`, `obstaclesTo`, `leaseViewOf`); a person may order, approve, reject or keep silent; the model does what AWS, clients and time do around them. Then
 * each rule is taken away, and the same exploration must find what it is for.
 */
const scopes = {
  regions: {
    faults: 2,
    kinds: ['loss', 'cut', 'database', 'execution', 'suspicion'],
    hasClient: false,
  },
  'a command and losses': { faults: 2, kinds: ['loss', 'request'], hasClient: true },
  'orders by a person': { faults: 2, kinds: ['loss', 'cut', 'database', 'order'], hasClient: false },
  'a command and an order': { faults: 2, kinds: ['loss', 'order'], hasClient: true },
  'approval, and none is no': {
    faults: 2,
    kinds: ['loss', 'database', 'suspicion'],
    hasClient: false,
    asks: 'stand_down',
  },
  'approval, and none is yes': { faults: 2, kinds: ['loss', 'cut', 'suspicion'], hasClient: false, asks: 'fail_over' },
  'a command and a hand-back': { faults: 1, kinds: ['cut', 'database'], hasClient: true },
} as const satisfies Readonly<Record<string, Scope>>;

test.each(Object.entries(scopes))('no schedule breaks a rule, and every one can end well: %s', (_, scope) => {
  const { worlds, broken } = explore(takeoverModel(allRules, scope));
  expect(broken, broken?.trace.join(' → ')).toBeUndefined();
  expect(worlds).toBeGreaterThan(1_000);
});

// Each where it is found soonest.
test.each<[string, Partial<Rules>, keyof typeof scopes, string]>([
  [
    'pointer on a read hit off',
    { pointsBeforeAnswering: false },
    'a command and losses',
    'an acknowledged command is lost',
  ],
  ['fence off', { fences: false }, 'a command and losses', 'zombie write'],
  ['lease ignored', { heedsLeases: false }, 'regions', 'two open writers'],
  ['no wait of one lease', { waitsOneLease: false }, 'regions', 'two open writers'],
  ['recover skipped', { recovers: false }, 'a command and losses', 'an acknowledged command is lost'],
  [
    'watermark one minute too far',
    { keepsWatermark: false },
    'a command and losses',
    'an acknowledged command is lost',
  ],
  ['promotable check off', { checksPromotable: false }, 'regions', 'an epoch began that could not be taken over'],
  ['hand-back off', { handsBack: false }, 'regions', 'never ends well'],
  ['resume from the report', { resumesFromState: false }, 'regions', 'never ends well'],
  [
    'evidence taken while promoting',
    { takesStableEvidence: false },
    'regions',
    'an epoch began that could not be taken over',
  ],
  [
    '13 order not checked',
    { checksOrders: false },
    'orders by a person',
    'an epoch began that could not be taken over',
  ],
  ['13 begun unasked', { asksFirst: false }, 'approval, and none is no', 'a failover began that nobody approved'],
  ['13 order without fence', { fences: false }, 'a command and an order', 'zombie write'],
  ['13 order without recovery', { recovers: false }, 'a command and an order', 'an acknowledged command is lost'],
])('finds the mutant: %s', (_, over, scope, rule) => {
  expect(explore(takeoverModel({ ...allRules, ...over }, scopes[scope])).broken?.rule).toBe(rule);
});

// Around the takeover: each by a model of its own, since none of them depends on the other.
const around: readonly [string, Model<unknown>, Model<unknown>, string][] = [
  [
    'event id without command',
    announcingModel({ namesCommand: true }) as Model<unknown>,
    announcingModel({ namesCommand: false }) as Model<unknown>,
    'a change that survived is never heard of',
  ],
  [
    'one record stops the sweep',
    sweepModel({ setsAside: true }) as Model<unknown>,
    sweepModel({ setsAside: false }) as Model<unknown>,
    'never ends well',
  ],
  [
    'canary replayed',
    canaryModel({ refusesReplays: true }) as Model<unknown>,
    canaryModel({ refusesReplays: false }) as Model<unknown>,
    'verified without a booking',
  ],
];

test.each(around)('finds the mutant, and nothing else: %s', (_, model, mutant, rule) => {
  expect(explore(model).broken).toBeUndefined();
  expect(explore(mutant).broken?.rule).toBe(rule);
});

test('traffic goes to the active seat and to it alone, whatever one region can not say', () => {
  expect(trafficErrors({ remembersLast: true })).toEqual([]);
});

test('finds the mutant: latch fails open', () => {
  expect(trafficErrors({ remembersLast: false })).toEqual([
    'secondary is active, secondaryIsActive, memoryOfSecondary silent: primary',
  ]);
});
