import { expect, test } from 'vitest';
import { DrillClock } from '../../src/clock.ts';
import { Timeline, type TimelineEntry } from '../../src/report/timeline.ts';

test('entries are passed on as they are added, and listed by time', () => {
  const told: TimelineEntry[] = [];
  const timeline = new Timeline(new DrillClock(), (entry) => told.push(entry));
  timeline.add('accepted', 'second', { region: 'us-east-2', atMs: 20 });
  timeline.add('detect', 'first', { atMs: 10.4 });
  expect(told.map(({ text }) => text)).toEqual(['second', 'first']);
  expect(timeline.entries()).toEqual([
    { atMs: 10, stage: 'detect', text: 'first' },
    { atMs: 20, region: 'us-east-2', stage: 'accepted', text: 'second' },
  ]);
});

test('wall-clock times of other processes lie on the same clock', () => {
  const clock = new DrillClock();
  const before = clock.nowMs();
  const at = clock.atOf(new Date());
  // A Date holds whole milliseconds.
  expect(at).toBeGreaterThanOrEqual(before - 2);
  expect(at).toBeLessThanOrEqual(clock.nowMs() + 2);
});
