import { beforeEach, expect, test } from 'vitest';
import { KeptItems } from '../../src/access/kept-items.ts';

let steadyMs: number;
let reads: string[];
let items: KeptItems<string>;

beforeEach(() => {
  steadyMs = 1_000;
  reads = [];
  items = new KeptItems({ steadyMs: () => steadyMs });
});

function get(id: string, item: string | undefined = `item ${id}`): Promise<string | undefined> {
  return items.get(id, async () => {
    reads.push(id);
    return item;
  });
}

const missing = (id: string) =>
  items.get(id, async () => {
    reads.push(id);
    return undefined;
  });

test.each([
  ['an item', get, 30_000],
  ['that there is none', missing, 5_000],
] as const)('%s is kept up to a millisecond before its time is over', async (_, ask, keptMs) => {
  await ask('a');
  steadyMs += keptMs - 1;
  await ask('a');
  expect(reads).toHaveLength(1);
  steadyMs += 1;
  await ask('a');
  expect(reads).toHaveLength(2);
});

test('its time begins before it is read: it may have changed the moment after', async () => {
  await items.get('a', async () => {
    steadyMs += 10_000;
    return 'slow';
  });
  steadyMs += 20_000;
  expect(await get('a')).toBe('item a');
});

test('what is read again takes the place of what was kept, and of the miss', async () => {
  await missing('a');
  steadyMs += 5_000;
  expect(await get('a', 'now there')).toBe('now there');
  steadyMs += 30_000;
  expect(await missing('a')).toBeUndefined();
  steadyMs += 4_999;
  expect(await get('a')).toBeUndefined();
});

test('1,000 items are kept, and the one read first goes for the next', async () => {
  for (let at = 0; at < 1_000; at += 1) await get(`k${at}`);
  await get('k0');
  expect(reads).toHaveLength(1_000);
  await get('k1000');
  await get('k1');
  expect(reads).toHaveLength(1_001);
  await get('k0');
  expect(reads).toHaveLength(1_002);
});

test('1,000 misses are kept beside them, and push none of them out', async () => {
  for (let at = 0; at < 1_000; at += 1) await get(`k${at}`);
  for (let at = 0; at <= 1_000; at += 1) await missing(`m${at}`);
  reads = [];
  await get('k0');
  await missing('m1');
  expect(reads).toEqual([]);
  await missing('m0');
  expect(reads).toEqual(['m0']);
});

test('a failed read is not kept', async () => {
  await expect(items.get('a', () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  expect(await get('a')).toBe('item a');
});

test('an item that is falsy is an item', async () => {
  await get('a', '');
  steadyMs += 29_999;
  await get('a', 'other');
  expect(reads).toHaveLength(1);
});
