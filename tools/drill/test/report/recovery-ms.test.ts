import type { StageRecord } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { recoveryMsOf } from '../../src/course/settle/await-reports.ts';

const stage: StageRecord = {
  stage: 'recover-services',
  startedAt: '2026-11-29T01:00:10.000Z',
  endedAt: '2026-11-29T01:00:19.000Z',
  text: '2 services recovered',
};

test('a recovery takes until changes are taken; announcing goes on behind', () => {
  expect(recoveryMsOf({ stages: [stage], recoveredAt: '2026-11-29T01:00:12.500Z' })).toBe(2_500);
});

test('a recovery that was not begun, or not finished, has no length', () => {
  expect(recoveryMsOf({ stages: [], recoveredAt: '2026-11-29T01:00:12.500Z' })).toBeUndefined();
  expect(recoveryMsOf({ stages: [stage] })).toBeUndefined();
});

test('a recovery that an earlier attempt of the takeover had finished has no length', () => {
  expect(recoveryMsOf({ stages: [stage], recoveredAt: '2026-11-29T01:00:10.000Z' })).toBe(0);
  expect(recoveryMsOf({ stages: [stage], recoveredAt: '2026-11-29T01:00:09.999Z' })).toBeUndefined();
});
