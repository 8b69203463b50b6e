import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dueIndex, ExportTable } from '../../src/adapters/exports/export-table.ts';
import type { ExportJob, PendingExport } from '../../src/exporting/export-job.ts';
import { partsMax } from '../../src/exporting/write-export.ts';
import { anExport } from '../support/exports/an-export.ts';

let dynamo: LocalDynamo;
let exports: ExportTable;
beforeEach(async () => {
  dynamo = await startLocalDynamo(['pk', 'sk'], [dueIndex]);
  exports = new ExportTable(dynamo);
});
afterEach(() => dynamo[Symbol.asyncDispose]());

const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 12, 0, second));

function readyOf({ progress: _, failures: __, pendingSince: ___, ...job }: PendingExport, dueAt: string): ExportJob {
  return { ...job, status: 'ready', epoch: 1, rows: 1, bytes: 2, dueAt };
}

test('an export is added once, and found by its merchant alone', async () => {
  const job = anExport({ currency: 'EUR' });
  expect(await exports.add(job)).toEqual({ isNew: true, stored: job });
  expect(await exports.add({ ...job, what: 'payments' })).toEqual({ isNew: false, stored: job });
  expect(await exports.ofId(job)).toEqual(job);
  expect(await exports.ofId({ ...job, merchantId: 'globex' })).toBeUndefined();
});

test('those that are due come, the longest due first', async () => {
  const jobs = [3, 1, 2].map((second) =>
    anExport({ exportId: `ex_${String(second).repeat(32)}`, dueAt: at(second).toISOString() }),
  );
  for (const job of jobs) await exports.add(job);
  const due = async (second: number) => (await exports.due(at(second), 10)).map(({ exportId }) => exportId[3]);
  expect(await due(0)).toEqual([]);
  expect(await due(2)).toEqual(['1', '2']);
  expect(await due(3)).toEqual(['1', '2', '3']);
  expect(await exports.due(at(3), 2)).toHaveLength(2);
});

test('of two that change an export the first one does', async () => {
  const job = anExport();
  await exports.add(job);
  expect(await exports.replace(job, { ...job, dueAt: at(5).toISOString() })).toBe(true);
  expect(await exports.replace(job, { ...job, dueAt: at(6).toISOString() })).toBe(false);
  expect(await exports.remove(job)).toBe(false);
  expect(await exports.ofId(job)).toMatchObject({ dueAt: at(5).toISOString() });
});

test('exports under way are counted, those that are ready are not', async () => {
  const [one, two] = [anExport(), anExport({ exportId: `ex_${'2'.repeat(32)}` })];
  await exports.add(one);
  await exports.add(two);
  await exports.add(anExport({ merchantId: 'globex' }));
  expect(await exports.underWay('acme')).toBe(2);
  const ready = readyOf(one, at(9).toISOString());
  expect(await exports.replace(one, ready)).toBe(true);
  expect(await exports.underWay('acme')).toBe(1);
  expect(await exports.ofId(one)).toEqual(ready);
  expect(await exports.remove(ready)).toBe(true);
  expect(await exports.ofId(one)).toBeUndefined();
});

test('the progress of the largest file that there may be fits into an item', async () => {
  const parts = Array.from({ length: partsMax }, () => ({ etag: `"${'f'.repeat(32)}"`, checksum: 'AAAAAA==' }));
  const progress = { epoch: 1, uploadId: 'u'.repeat(200), parts, place: 'p'.repeat(200), rows: 1, bytes: 1 };
  const job = anExport();
  await exports.add(job);
  expect(await exports.replace(job, { ...job, progress })).toBe(true);
  expect(await exports.ofId(job)).toMatchObject({ progress: { parts } });
});

test.each<[string, (table: ExportTable) => Promise<unknown>]>([
  ['PutItemCommand', (table) => table.add(anExport())],
  ['GetItemCommand', (table) => table.ofId(anExport())],
  ['QueryCommand', (table) => table.due(at(0), 1)],
  ['DeleteItemCommand', (table) => table.remove(anExport())],
])('a table that gives no answer to %s is a fault', async (name, call) => {
  dynamo.failNext(name);
  await expect(call(exports)).rejects.toMatchObject({ code: 'store_unreachable' });
});
