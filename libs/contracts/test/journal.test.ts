import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonicalJson,
  fingerprintOf,
  journalShardCount,
  journalSlotOf,
  journalSlotsBetween,
  uuidOf,
} from '../src/index.ts';

const noon = Date.parse('2026-11-21T12:00:00.000Z');

test('a command lies in the slot of its minute', () => {
  expect(journalSlotOf({ acceptedAt: '2026-11-21T12:00:59.999Z', commandId: '000f0000' })).toBe(
    'slot#2026-11-21T12:00#15',
  );
  expect(journalSlotOf({ acceptedAt: '2026-11-21T12:01:00.000Z', commandId: '000f0000' })).toBe(
    'slot#2026-11-21T12:01#15',
  );
});

test('the slots of a span hold every command accepted in it, its ends included', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 600_000 }),
      fc.integer({ min: 0, max: 600_000 }),
      fc.string(),
      (length, offset, name) => {
        const span = { fromMs: noon, toMs: noon + length };
        const atMs = noon + Math.min(offset, length);
        const slot = journalSlotOf({ acceptedAt: new Date(atMs).toISOString(), commandId: uuidOf(name) });
        expect(journalSlotsBetween(span)).toContain(slot);
      },
    ),
  );
});

test('a span within one minute has one minute of slots', () => {
  expect(journalSlotsBetween({ fromMs: noon + 1, toMs: noon + 59_999 })).toHaveLength(journalShardCount);
  expect(journalSlotsBetween({ fromMs: noon + 1, toMs: noon + 60_000 })).toHaveLength(2 * journalShardCount);
});

test('a fingerprint does not depend on the order of members or on absent ones', () => {
  expect(fingerprintOf({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(fingerprintOf({ b: { c: [1, 2] }, a: 1 }));
  expect(fingerprintOf({ a: [1, 2] })).not.toBe(fingerprintOf({ a: [2, 1] }));
});

test('canonical JSON says what JSON says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
