import type { TaskScope } from '@redoubt/lambda-kit';
import { expect, test } from 'vitest';
import { reportStep } from '../../src/watching/report-step.ts';
import type { WatchStep } from '../../src/watching/watch-region.ts';
import { aRegionState } from '../support/fakes.ts';

/** Metrics that are handed in by the end of the step, in order. */
function reported(step: Pick<WatchStep, 'assessment' | 'duty'>): readonly string[] {
  const counted: string[] = [];
  const handedIn: string[] = [];
  const scope = {
    logger: { warn: () => {}, error: () => {} },
    metrics: {
      addMetric: (name: string, _unit: string, value: number) => counted.push(`${name} ${value}`),
      publishStoredMetrics: () => handedIn.push(...counted.splice(0)),
    },
  };
  reportStep(scope as unknown as TaskScope, { ...step, state: aRegionState() } as WatchStep);
  return handedIn;
}

test('a failover that is needed and blocked is counted at once, not when the loop ends', () => {
  const assessment = { kind: 'suspect', down: ['reach', 'acknowledge'] } as unknown as WatchStep['assessment'];
  const duty = { kind: 'blocked', obstacles: ['database_unavailable'] } as unknown as WatchStep['duty'];
  expect(reported({ assessment, duty })).toEqual(['SignalsDown 2', 'BlockedFailovers 1']);
});

test('a failover that is held is counted, unless a drill holds it', () => {
  const assessment = { kind: 'well' } as WatchStep['assessment'];
  const hold = (because: string) => ({ kind: 'hold', because }) as unknown as WatchStep['duty'];
  expect(reported({ assessment, duty: hold('dwell') })).toEqual(['HeldFailovers 1']);
  expect(reported({ assessment, duty: hold('drill') })).toEqual([]);
});

test('a calm step counts nothing', () => {
  const duty = { kind: 'none' } as WatchStep['duty'];
  expect(reported({ assessment: { kind: 'well' } as WatchStep['assessment'], duty })).toEqual([]);
});

test('13 a failover that waits for a person is counted for as long as it waits', () => {
  const assessment = { kind: 'well' } as WatchStep['assessment'];
  for (const kind of ['request_approval', 'await_approval'] as const) {
    expect(reported({ assessment, duty: { kind } })).toEqual(['AwaitedApprovals 1']);
  }
});
