import { expect, test } from 'vitest';
import { minutesDue } from '../../src/domain/minutes-due.ts';

const watermarkMs = Date.parse('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => watermarkMs + seconds * 1_000;
const due = (nowMs: number, minutesMax = 30) => minutesDue({ watermarkMs, nowMs, minutesMax });

test.each([
  ['while the minute runs', after(59), 0],
  ['one millisecond before a minute has settled', after(120) - 1, 0],
  ['when a minute has settled', after(120), 1],
  ['one millisecond before the next has', after(180) - 1, 1],
  ['when the next has', after(180), 2],
  ['on a clock that is behind the watermark', after(-600), 0],
])('counts the minutes due %s', (_, nowMs, count) => {
  expect(due(nowMs)).toHaveLength(count);
});

test('names minutes by their start, oldest first', () => {
  expect(due(after(240))).toEqual([after(0), after(60), after(120)]);
});

test('takes no more than one sweep may', () => {
  expect(due(after(86_400), 30)).toHaveLength(30);
});
