import { beforeEach, expect, test } from 'vitest';
import { CoalescingCounters, type CountStore } from '../../src/adapters/coalescing-counters.ts';
import type { Sighting } from '../../src/domain/sightings.ts';
import type { WindowCounts } from '../../src/domain/sliding-count.ts';

const signal = new AbortController().signal;
const merchant: Sighting = { kind: 'merchant', value: 'acme', windowMs: 60_000 };
const lookalike: Sighting = { kind: 'lookalike', value: 'f', windowMs: 600_000 };
/** Far enough into a window for tests of seconds. */
const startMs = Date.parse('2030-01-31T12:00:10.000Z');
const at = (afterMs: number): Date => new Date(startMs + afterMs);

/** A store that records its calls. */
class FakeStore implements CountStore {
  readonly written: [string, number][] = [];
  counts: WindowCounts = { previous: 0, running: 0 };
  reads = 0;

  async countsOf(): Promise<WindowCounts> {
    this.reads++;
    return this.counts;
  }

  async addMany({ kind }: Sighting, count: number): Promise<void> {
    this.written.push([kind, count]);
  }
}

let store: FakeStore;
let counters: CoalescingCounters;

beforeEach(() => {
  store = new FakeStore();
  counters = new CoalescingCounters(store);
});

test('the first sighting is written at once, those of the next second together', async () => {
  for (const afterMs of [0, 1, 500, 999]) await counters.add([merchant], at(afterMs));
  expect(store.written).toEqual([['merchant', 1]]);
  await counters.add([merchant], at(1_000));
  expect(store.written).toEqual([
    ['merchant', 1],
    ['merchant', 4],
  ]);
});

test('a count is read again after a second, and not before', async () => {
  for (const afterMs of [0, 999]) await counters.countsOf(merchant, at(afterMs), signal);
  expect(store.reads).toBe(1);
  await counters.countsOf(merchant, at(1_000), signal);
  expect(store.reads).toBe(2);
});

test('what the function has seen itself is in its answers at once, and once', async () => {
  store.counts = { previous: 7, running: 100 };
  const running = async (afterMs: number) => (await counters.countsOf(merchant, at(afterMs), signal)).running;
  expect(await running(0)).toBe(100);
  await counters.add([merchant], at(1));
  expect(await running(2)).toBe(101);
  await counters.add([merchant], at(3));
  expect(await running(4)).toBe(102);
  store.counts = { previous: 7, running: 101 };
  expect(await running(1_000)).toBe(102);
});

test('lookalikes are read and written each time', async () => {
  for (const afterMs of [0, 1]) {
    await counters.countsOf(lookalike, at(afterMs), signal);
    await counters.add([lookalike], at(afterMs));
  }
  expect(store.reads).toBe(2);
  expect(store.written).toEqual([
    ['lookalike', 1],
    ['lookalike', 1],
  ]);
});

test('merchants, and windows of one merchant, are counted apart', async () => {
  await counters.add([merchant], at(49_999));
  await counters.add([{ ...merchant, value: 'other' }], at(49_999));
  await counters.add([merchant], at(50_000));
  expect(store.written).toEqual([
    ['merchant', 1],
    ['merchant', 1],
    ['merchant', 1],
  ]);
});

test('a count that could not be read is read again', async () => {
  store.countsOf = () => Promise.reject(new Error('lost'));
  await expect(counters.countsOf(merchant, at(0), signal)).rejects.toThrow('lost');
  store.countsOf = async () => ({ previous: 0, running: 5 });
  expect(await counters.countsOf(merchant, at(1), signal)).toEqual({ previous: 0, running: 5 });
});
