import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventTypes } from '../src/index.ts';

/**
 * Events as they were once published, one per line. Lines are only ever added: consumers meet old events in replays, in
 * dead letters and in what a recovery announces again.
 */
const samples = readFileSync(join(import.meta.dirname, 'samples/events.ndjson'), 'utf8')
  .trim()
  .split('\n');
const names = samples.map((line) => String(JSON.parse(line).type));

test.each(samples.map((line, at) => [names[at], line] as const))('still reads the old %s in full', (name, line) => {
  const type = Object.values(eventTypes).find((known) => known.name === name);
  const event = JSON.parse(line);
  expect(type?.schema.parse(event)).toEqual(event);
});

test('keeps a sample of every event type', () => {
  expect(new Set(names)).toEqual(new Set(Object.keys(eventTypes)));
});
