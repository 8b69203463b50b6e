import { cursorLengthMax } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import {
  afterMinute,
  cursorOf,
  cursorText,
  type RecoveryCursor,
  recoverySteps,
} from '../../src/domain/recovery-cursor.ts';

const minuteMs = 60_000;
const first: RecoveryCursor = { step: 'payments', minuteMs: 0, fromMs: 0, toMs: 2 * minuteMs };

test('goes minute by minute through each step, and step by step to the end', () => {
  const visited: string[] = [];
  for (let at: RecoveryCursor | undefined = first; at !== undefined; at = afterMinute(at, at.minuteMs, minuteMs)) {
    visited.push(`${at.step} ${at.minuteMs / minuteMs}`);
  }
  expect(visited).toEqual(recoverySteps.flatMap((step) => [0, 1, 2].map((minute) => `${step} ${minute}`)));
});

test('the last minute is the one that begins at the end, and none after it', () => {
  expect(afterMinute({ ...first, toMs: minuteMs }, 0, minuteMs)).toMatchObject({ step: 'payments', minuteMs });
  expect(afterMinute({ ...first, toMs: minuteMs - 1 }, 0, minuteMs)).toMatchObject({ step: 'changes', minuteMs: 0 });
});

test('is the same after its text, which fits the region state', () => {
  const place = { recordedAt: '2030-01-31T12:00:00.000Z', seq: Number.MAX_SAFE_INTEGER };
  const cursor: RecoveryCursor = { step: 'events', minuteMs: 8.64e15, fromMs: 8.64e15, toMs: 8.64e15, place };
  expect(cursorOf(cursorText(cursor))).toEqual(cursor);
  expect(cursorText(cursor).length).toBeLessThanOrEqual(cursorLengthMax);
});

test.each([
  ['no JSON', 'next'],
  ['of another step', '{"step":"refund"}'],
  ['empty', '{}'],
])('refuses a text that is %s', (_, text) => {
  expect(() => cursorOf(text)).toThrow();
});
