import { describe, expect, test } from 'vitest';
import { type Assessment, assessRegion } from '../../src/domain/assess-region.ts';
import { nothingSeen, observe } from '../../src/domain/detection.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { policy } from '../support/fakes.ts';
import { beganMs, intervalMs, observations, type Rows } from '../support/observations.ts';

/** The assessment after each observation, as the watcher makes it. */
function assessments(recorded: readonly Observation[], epoch = 2): Assessment[] {
  let detection = nothingSeen(epoch);
  return recorded.map((observation) => {
    detection = observe(detection, observation, policy);
    return assessRegion(detection);
  });
}

/** Position of the observation at which the region has failed for the first time, or undefined. */
function failsAt(rows: Rows, count?: number, epoch?: number): number | undefined {
  const at = assessments(observations(rows, count), epoch).findIndex(({ kind }) => kind === 'failed');
  return at === -1 ? undefined : at;
}

describe('FO3: a region has failed', () => {
  // Two seconds of silence make the first bad reading, as the two regions tick against each other.
  test.each<[string, Rows, number]>([
    [
      'when it is silent and can not be reached: at the second bad reading',
      { acknowledge: '..xxxxx', reach: '..xxxxx' },
      4,
    ],
    ['when it is silent alone: after twice as many readings', { acknowledge: '..xxxxxxxxxx' }, 7],
    ['when it can not book for 40 % of ten seconds', { book: '...xxxxxx' }, 6],
  ])('%s', (_, rows, at) => {
    expect(failsAt(rows)).toBe(at);
  });

  test('when it is frozen three seconds of every four: one good reading resets nothing', () => {
    expect(failsAt({ acknowledge: '.xxx.xxx.xxx.xxx', reach: '.xxx.xxx.xxx.xxx' })).toBeDefined();
  });

  test('when it began an epoch and never gave a sign of life', () => {
    expect(failsAt({ acknowledge: '-', reach: 'x' }, 8)).toBe(3);
  });

  test('and the evidence says by which signals, since when, and what was observed', () => {
    const recorded = observations({ acknowledge: '..xxx', reach: '..xxx' });
    expect(assessments(recorded).at(-1)).toEqual({
      kind: 'failed',
      cause: 'cannot_acknowledge',
      evidence: {
        decidedAtMs: beganMs + 4 * intervalMs,
        lastHealthyAtMs: beganMs + intervalMs,
        firstBreachAtMs: beganMs + 2 * intervalMs,
        signals: ['acknowledge', 'reach'],
        observations: recorded,
      },
    });
  });
});

describe('a region has not failed', () => {
  test.each<[string, Rows]>([
    ['that can not be reached from here, and acknowledges and books', { reach: '.xxxxxxxxxxxxxxxxxxxxxxxx' }],
    ['that answers 429', { reach: '.bbbbbbbbbbbbbbbbbbbbbbbbb' }],
    ['whose database fails over inside the region for three seconds', { book: '..xxx............' }],
    ['that was silent for a moment', { acknowledge: '..xxx......', reach: '..xx......' }],
    ['of which nothing is known, because the table can not be read', { acknowledge: '?', reach: 'x' }],
    ['whose booking is not known yet', { book: '?' }],
  ])('%s', (_, rows) => {
    expect(failsAt(rows, 30)).toBeUndefined();
  });

  test('that has just been deployed, and has given no sign of life yet', () => {
    expect(failsAt({ acknowledge: '-', reach: 'x' }, 30, 1)).toBeUndefined();
  });
});

test('a region that only can not be reached is a question to people', () => {
  expect(assessments(observations({ reach: '.xxx' })).at(-1)).toEqual({ kind: 'doubtful', down: ['reach'] });
});

test.each([
  ['late', 3_000, undefined],
  ['in time', 2_999, 2],
])('a watcher that is %s, every %s ms, finds a lost region at observation %s', (_, pauseMs, at) => {
  const recorded = observations({ acknowledge: '.xxxxxxxx', reach: '.xxxxxxxx' }).map((observation, index) => ({
    ...observation,
    atMs: beganMs + index * pauseMs,
  }));
  const found = assessments(recorded).findIndex(({ kind }) => kind === 'failed');
  expect(found === -1 ? undefined : found).toBe(at);
});

test.each<[string, Observation['ownProbe'], number | undefined]>([
  ['answers just in time', { kind: 'answered', status: 200, tookMs: 500 }, 3],
  ['is slow itself', { kind: 'answered', status: 200, tookMs: 501 }, undefined],
  ['does not answer', { kind: 'failed', reason: 'TimeoutError', tookMs: 1_000 }, undefined],
  ['refuses, which takes no time', { kind: 'answered', status: 429, tookMs: 5 }, 3],
])('a watcher whose own region %s finds a lost one at observation %s', (_, ownProbe, at) => {
  const recorded = observations({ acknowledge: '.xxxxxxxx', reach: '.xxxxxxxx' }).map((observation) => ({
    ...observation,
    ownProbe,
  }));
  const found = assessments(recorded).findIndex(({ kind }) => kind === 'failed');
  expect(found === -1 ? undefined : found).toBe(at);
});

test('a watcher that is slow itself still hears that the ledger of the other region refuses', () => {
  const ownProbe = { kind: 'failed', reason: 'TimeoutError', tookMs: 1_000 } as const;
  const recorded = observations({ book: '.xxxx' }).map((observation) => ({ ...observation, ownProbe }));
  expect(assessments(recorded).at(-1)).toMatchObject({ kind: 'failed', cause: 'cannot_book' });
});

test('a long pause of the watcher begins all windows anew', () => {
  const before = observations({ acknowledge: '.xxxx', reach: '.xxxx' });
  const after = observations({ acknowledge: 'x', reach: 'x' }, 2).map((observation) => ({
    ...observation,
    atMs: observation.atMs + 60_000,
  }));
  expect(assessments([...before, ...after]).at(-1)).toEqual({ kind: 'well' });
});
