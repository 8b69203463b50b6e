import { expect, test } from 'vitest';
import { rebuildExitCode } from '../src/commands/ledger.ts';
import { type RebuildReport, rebuildLines, restoreLine } from '../src/output/rebuild-summary.ts';

const rebuilt: RebuildReport['rebuilt'] = {
  head: { key: 'ledger/operations/000002/0000000007.ndjson', hash: 'ab'.repeat(32) },
  watermark: '2026-11-21T10:00:00.000Z',
  epoch: 2,
  objects: 7,
  commands: 120,
  schema: '5'.repeat(64),
  unfinished: [],
  deadBranches: [],
};
const report: RebuildReport = { region: 'us-east-1', bucket: 'archive-bucket-test', rebuilt };
const equal = { table: 'pay.payments', rows: 100, differences: 0, forgotten: 0 };

function textOf(over: Partial<RebuildReport>): string {
  return rebuildLines({ ...report, ...over }).join('\n');
}

test('a rebuilt ledger names its archive, its newest object and the hash of its last line', () => {
  expect(textOf({})).toBe(
    'The ledger was rebuilt from s3://archive-bucket-test: 120 commands in 7 objects.\n' +
      `Its newest object is ledger/operations/000002/0000000007.ndjson of epoch 2, with hash ${'ab'.repeat(32)}.`,
  );
});

test('A12 a rebuild says how many objects are restored, and since when', () => {
  const since = new Date('2026-11-21T10:00:59.000Z');
  expect(restoreLine({ restored: 3, total: 40, since })).toBe(
    '3 of 40 objects restored from Glacier since 2026-11-21T10:00Z; that takes hours',
  );
});

test('the objects of a lost region are listed with the commands unknown to the ledger', () => {
  const branch = { key: 'ledger/operations/000001/0000000006.ndjson', commands: 3, unknownCommands: ['c1', 'c2'] };
  expect(textOf({ rebuilt: { ...rebuilt, deadBranches: [branch, { ...branch, unknownCommands: [] }] } })).toContain(
    'ledger/operations/000001/0000000006.ndjson was left by a lost region: 3 commands, unknown to the ledger: c1, c2.\n' +
      'ledger/operations/000001/0000000006.ndjson was left by a lost region: 3 commands, all known to the ledger.',
  );
});

test('equal ledgers are listed table by table, with exit code 0', () => {
  const comparison = { isEqual: true, tables: [equal], differences: [] };
  expect(textOf({ comparedWith: 'us-east-2', comparison })).toMatch(
    /pay\.payments {2}100 rows {2}equal[\s\S]*It is the ledger of us-east-2, row by row\.$/,
  );
  expect(rebuildExitCode({ comparison })).toBe(0);
});

test('differing ledgers are listed with the first rows, the number of others, and exit code 5', () => {
  const differences = Array.from({ length: 12 }, (_, index) => ({
    table: 'pay.payments',
    key: `["pay_${index}"]`,
    kind: 'differs' as const,
    columns: ['status'],
  }));
  const comparison = { isEqual: false, tables: [{ ...equal, differences: 12 }], differences };
  const text = textOf({ comparedWith: 'us-east-2', comparison });
  expect(text).toContain('pay.payments  100 rows  12 DIFFER');
  expect(text).toContain('pay.payments ["pay_9"] differs in status\n  … and 2 more');
  expect(text).not.toContain('pay_10');
  expect(text).toContain('It is NOT the ledger of us-east-2.');
  expect(rebuildExitCode({ comparison })).toBe(5);
});
