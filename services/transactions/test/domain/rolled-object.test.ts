import { archiveKeyOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { archiveObjectOf } from '../../src/domain/archive-object.ts';
import {
  ageMsMax,
  ageMsMin,
  type ListedPlace,
  type ReadPlace,
  rolledBytesMin,
  rolledObjectOf,
  runsOf,
} from '../../src/domain/rolled-object.ts';

const now = new Date('2026-11-28T10:00:00.000Z');
const aged = (ageMs: number) => new Date(now.getTime() - ageMs);
const half = rolledBytesMin / 2;

function listed(ordinal: number, over: Partial<ListedPlace> = {}): ListedPlace {
  return { epoch: 1, ordinal, bytes: half, lastModified: aged(ageMsMin), ...over };
}

async function runs(...objects: readonly ListedPlace[]): Promise<readonly (readonly number[])[]> {
  async function* listing() {
    yield* objects;
  }
  const found = await Array.fromAsync(runsOf(listing(), now));
  return found.map((run) => run.map(({ ordinal }) => ordinal));
}

test('A12 consecutive objects are rolled up as soon as they are large enough together', async () => {
  expect(await runs(listed(1), listed(2))).toEqual([[1, 2]]);
  expect(await runs(listed(1), listed(2, { bytes: half - 1 }))).toEqual([]);
  expect(await runs(listed(1), listed(2), listed(3), listed(4), listed(5))).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('A12 the object that makes a run large enough is the last one of it', async () => {
  expect(await runs(listed(1, { bytes: 1 }), listed(2, { bytes: 2 * rolledBytesMin }), listed(3))).toEqual([[1, 2]]);
});

test('A12 objects that may still be on their way wait for a day', async () => {
  const young = { lastModified: aged(ageMsMin - 1) };
  expect(await runs(listed(1), listed(2, young))).toEqual([]);
  expect(await runs(listed(1), listed(2), listed(3, young), listed(4))).toEqual([[1, 2]]);
});

test('A12 after thirty days a few are rolled up as well, and not before', async () => {
  const small = (ordinal: number, ageMs: number) => listed(ordinal, { bytes: 1, lastModified: aged(ageMs) });
  expect(await runs(small(1, ageMsMax), small(2, ageMsMin))).toEqual([[1, 2]]);
  expect(await runs(small(1, ageMsMax - 1), small(2, ageMsMin))).toEqual([]);
});

test('A12 a gap ends a run; what comes after it waits until what is before it is old', async () => {
  expect(await runs(listed(1), listed(3), listed(4))).toEqual([]);
  const old = { bytes: 1, lastModified: aged(ageMsMax) };
  expect(await runs(listed(1, old), listed(3), listed(4))).toEqual([[1], [3, 4]]);
  expect(await runs()).toEqual([]);
});

/** A chain of three objects with two commands each. */
function aChain(): readonly ReadPlace[] {
  let previous = { epoch: 0, ordinal: 0, hash: '0'.repeat(64) };
  return [1, 2, 3].map((ordinal) => {
    const pinned = {
      epoch: 1,
      ordinal,
      region: 'us-east-1',
      schema: '5'.repeat(64),
      watermark: null,
      commands: 2,
      previous,
    };
    const { text, hash } = archiveObjectOf(pinned, [{ commandId: `${ordinal}a` }, { commandId: `${ordinal}b` }]);
    previous = { epoch: 1, ordinal, hash };
    return { epoch: 1, ordinal, text };
  });
}

test('A12 a rolled object holds the bytes of its objects, and its key says which', () => {
  const chain = aChain();
  expect(rolledObjectOf(chain)).toEqual({
    key: 'ledger/rolled/000001/0000000001-0000000003.ndjson',
    text: chain.map(({ text }) => text).join(''),
  });
  expect(rolledObjectOf(chain.slice(1)).key).toBe('ledger/rolled/000001/0000000002-0000000003.ndjson');
});

const secondKey = archiveKeyOf({ epoch: 1, ordinal: 2 });

test.each<[string, (text: string) => string, string]>([
  ['torn', (text) => text.slice(0, -1), `${secondKey}:3`],
  ['torn within a line', (text) => `${text.slice(0, -9)}\n`, `${secondKey}:3`],
  ['without its last line', (text) => `${text.split('\n').slice(0, 2).join('\n')}\n`, `${secondKey}:1`],
  ['changed', (text) => text.replace('"commandId":"2a"', '"commandId":"2c"'), `${secondKey}:2`],
  ['another one', () => aChain()[0]?.text ?? '', `${secondKey}:1`],
  ['empty', () => '', `${secondKey}:1`],
])('A12 an object that is %s is not rolled up', (_, change, where) => {
  const chain = aChain().map((object) => (object.ordinal === 2 ? { ...object, text: change(object.text) } : object));
  expect(() => rolledObjectOf(chain)).toThrow(`${where} is not what was sealed`);
});

test('A12 objects that do not go on from each other are not rolled up', () => {
  const [first, , third] = aChain();
  expect(() => rolledObjectOf([first, third].filter((it) => it !== undefined))).toThrow(
    `${archiveKeyOf({ epoch: 1, ordinal: 3 })}:1 is not what was sealed`,
  );
});
