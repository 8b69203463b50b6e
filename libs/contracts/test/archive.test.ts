import { expect, test } from 'vitest';
import {
  archiveKeyOf,
  archivePlaceOf,
  genesisHash,
  isUnbroken,
  rolledKeyOf,
  rolledSpanOf,
  sealed,
} from '../src/index.ts';

test('an object’s key says its place, and keys sort by place', () => {
  const places = [
    { epoch: 1, ordinal: 9 },
    { epoch: 1, ordinal: 10 },
    { epoch: 2, ordinal: 10 },
    { epoch: 10, ordinal: 9_999_999_999 },
  ];
  const keys = places.map(archiveKeyOf);
  expect(keys[0]).toBe('ledger/operations/000001/0000000009.ndjson');
  expect(keys.toSorted()).toEqual(keys);
  expect(keys.map(archivePlaceOf)).toEqual(places);
});

test.each(['ledger/operations/1/1.ndjson', 'ledger/operations/000001/0000000001.json', 'ledger/schema/0001_a.sql', ''])(
  'the key "%s" is no place',
  (key) => expect(archivePlaceOf(key)).toBeUndefined(),
);

test('a rolled object’s key says what it holds', () => {
  const span = { epoch: 2, firstOrdinal: 17, lastOrdinal: 940 };
  expect(rolledKeyOf(span)).toBe('ledger/rolled/000002/0000000017-0000000940.ndjson');
  expect(rolledSpanOf(rolledKeyOf(span))).toEqual(span);
  expect(rolledSpanOf('ledger/rolled/000002/0000000017-0000000017.ndjson')).toMatchObject({ lastOrdinal: 17 });
});

test.each(['ledger/rolled/000002/0000000017-0000000016.ndjson', 'ledger/rolled/000002/0000000017.ndjson', ''])(
  'the key "%s" is of no rolled object',
  (key) => expect(rolledSpanOf(key)).toBeUndefined(),
);

const line = { kind: 'command', answer: { outcome: 'applied', status: 'captured' }, transfers: [{ amountMinor: '1' }] };
const whole = JSON.parse(JSON.stringify(sealed(line, genesisHash)));

test('a sealed line is unbroken whatever the order of its members', () => {
  expect(isUnbroken(whole)).toBe(true);
  expect(isUnbroken(Object.fromEntries(Object.entries(whole).reverse()))).toBe(true);
});

test.each<[string, object]>([
  ['a changed value', { ...whole, transfers: [{ amountMinor: '2' }] }],
  ['a member more', { ...whole, note: '' }],
  ['a member less', { kind: whole.kind, previous: whole.previous, hash: whole.hash }],
  ['another line before it', { ...whole, previous: 'f'.repeat(64) }],
  ['another hash', { ...whole, hash: genesisHash }],
])('a line with %s is broken', (_, changed) => {
  expect(isUnbroken({ ...changed })).toBe(false);
});

test('the seal of a line is fixed for ever', () => {
  // Computed once by hand: sha256sum of the line's canonical JSON. Another value would break every archive there is.
  expect(sealed({ kind: 'command', b: [1, 'é'], a: null }, genesisHash).hash).toBe(
    'd5859152042f82a19a1c4603bbb24ae7772867e326913c24007ea71e613da358',
  );
});
