import { createHash } from 'node:crypto';
import { TransferView } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportTransfers } from '../../bench/export-transfers.ts';
import { writeTransfers } from '../../bench/many-transfers.ts';
import { partBytesMin } from '../../src/exporting/export-files.ts';
import type { ExportProgress, PendingExport } from '../../src/exporting/export-job.ts';
import { partsMax, writeExport } from '../../src/exporting/write-export.ts';
import { aCommand } from '../support/a-command.ts';
import { anExport } from '../support/exports/an-export.ts';
import { FilesInMemory } from '../support/exports/files-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

/** A page of an answer of the Data API. */
const pageBytesMax = 1024 * 1024;
const manyCount = 50_000;

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  await writeTransfers(db.url, { merchantId: 'many', count: manyCount });
  for (const [key, currency] of [
    ['1', 'EUR'],
    ['2', 'USD'],
    ['3', 'EUR'],
    ['4', 'JPY'],
  ] as const) {
    const command = aCommand({ key, currency, amountMinor: `${key}000`, reference: `=SUM(${key}), "a"` });
    await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
  }
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Takes steps until the file is there; a fault of one is met by the next. */
async function written(
  over: Partial<PendingExport>,
  { files = new FilesInMemory(), partBytes = partBytesMin }: { files?: FilesInMemory; partBytes?: number } = {},
) {
  let progress: ExportProgress | undefined;
  for (;;) {
    const step = await writeExport(anExport({ ...over, progress }), 1, { ledger: db.ledger, files, partBytes }).catch(
      (error: unknown) => {
        if (!(error instanceof FaultError)) throw error;
        files.answersLeft = Number.POSITIVE_INFINITY;
        return undefined;
      },
    );
    if (step === undefined) continue;
    if (step.outcome === 'progressed') progress = step.progress;
    else return { step, text: [...files.files.values()].join(''), files };
  }
}

test(`${manyCount} transfers are written with no more in memory than a part and a page`, async () => {
  const files = new FilesInMemory({ keepsBodies: false });
  const done = await exportTransfers({ ledger: db.ledger, files, merchantId: 'many' });
  expect(done.rows).toBe(manyCount);
  expect(done.steps).toBeGreaterThan(2);
  expect(done.heldMax).toBeLessThan(partBytesMin + pageBytesMax);
  expect(Math.max(...files.sizes)).toBeLessThan(partBytesMin + pageBytesMax);
  // S3 refuses a smaller part that is not the last.
  expect(Math.min(...files.sizes.slice(0, -1))).toBeGreaterThanOrEqual(partBytesMin);
  expect(files.sizes.reduce((sum, size) => sum + size, 0)).toBe(done.bytes);
});

test('a file has each transfer once, oldest first, as the API shows it', async () => {
  const { text, step } = await written({ merchantId: 'many' });
  const lines = text.trimEnd().split('\n');
  expect(step).toMatchObject({ outcome: 'finished', rows: manyCount, bytes: Buffer.byteLength(text) });
  const views = lines.map((line) => TransferView.parse(JSON.parse(line)));
  expect(new Set(views.map(({ id }) => id)).size).toBe(manyCount);
  expect(views.map(({ created_at: at }) => at)).toEqual(views.map(({ created_at: at }) => at).sort());
  const page = await db.ledger.merchantTransfers({ merchantId: 'many' }, { cursor: '', pageMax: 100 });
  expect(lines.slice(-100).reverse()).toEqual(page?.data.map((view) => JSON.stringify(view)));
});

test.each([1, 7, 19])(
  'a file is the same when call %i gets no answer and its step is taken again',
  async (answersLeft) => {
    const small = { merchantId: 'many', until: '2026-11-01T00:00:10Z' };
    const { text } = await written(small, { partBytes: 100_000 });
    const files = new FilesInMemory();
    files.answersLeft = answersLeft;
    const again = await written(small, { files, partBytes: 100_000 });
    expect(digest(again.text)).toBe(digest(text));
    expect(again.step).toMatchObject({ outcome: 'finished', rows: 2 * 3_334 });
  },
);

test('a file is begun anew when its upload is gone', async () => {
  const files = new FilesInMemory();
  const job = anExport({ merchantId: 'many', until: '2026-11-01T00:00:10Z' });
  const dependencies = { ledger: db.ledger, files, partBytes: 100_000 };
  const first = await writeExport(job, 1, dependencies);
  if (first.outcome !== 'progressed') throw new Error('it has more than one part');
  files.uploads.clear();
  const second = await writeExport({ ...job, progress: first.progress }, 1, dependencies);
  expect(second).toEqual({
    outcome: 'progressed',
    progress: { epoch: 1, parts: [], place: '', rows: 0, bytes: 0 },
  });
});

test('what was written of another ledger is none of the file', async () => {
  const files = new FilesInMemory();
  const progress = {
    epoch: 1,
    uploadId: 'lost',
    parts: [{ etag: 'a', checksum: 'b' }],
    place: '["infinity", "", 0, 0]',
    rows: 7,
    bytes: 7,
  };
  const step = await writeExport(anExport({ progress }), 2, { ledger: db.ledger, files });
  expect(step).toMatchObject({ outcome: 'finished', rows: 8 });
  expect([...files.files.keys()]).toEqual([`ex_${'1'.repeat(32)}/2.ndjson`]);
});

test('a file of the most parts that there may be goes no further', async () => {
  const parts = Array<{ etag: string; checksum: string }>(partsMax).fill({ etag: 'a', checksum: 'b' });
  const dependencies = { ledger: db.ledger, files: new FilesInMemory() };
  const progress = { epoch: 1, uploadId: 'u', parts, place: '', rows: 0, bytes: 0 };
  expect(await writeExport(anExport({ progress }), 1, dependencies)).toEqual({ outcome: 'too_large' });
});

test.each<[string, Partial<PendingExport>, number]>([
  ['all', {}, 8],
  ['of one currency', { currency: 'EUR' }, 4],
  ['of a currency that comes last', { currency: 'JPY' }, 2],
  ['of a currency that nobody paid in', { currency: 'KWD' }, 0],
  ['of another merchant', { merchantId: 'globex' }, 0],
  ['before there were any', { until: '2001-01-02T00:00:00Z' }, 0],
  ['of payments', { what: 'payments' }, 4],
  ['of payments of one currency', { what: 'payments', currency: 'USD' }, 1],
])('transfers %s are written', async (_, over, rows) => {
  const { step, text } = await written(over);
  expect(step).toMatchObject({ outcome: 'finished', rows });
  expect(text.split('\n').length - 1).toBe(rows);
});

test('from is within and until is not', async () => {
  const times = { from: '2026-11-01T00:00:00.003Z', until: '2026-11-01T00:00:00.009Z' };
  const { text } = await written({ merchantId: 'many', ...times });
  const found = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).created_at);
  expect(found).toEqual(['.003', '.003', '.006', '.006'].map((part) => `2026-11-01T00:00:00${part}Z`));
});

test('CSV begins with its columns, also when there is nothing else', async () => {
  const { text, step } = await written({ format: 'csv', merchantId: 'globex' });
  expect(text).toBe(
    'id,payment_id,payout_id,version,purpose,debit_account,credit_account,amount_minor,currency,created_at\r\n',
  );
  expect(step).toMatchObject({ rows: 0, bytes: text.length });
});

test("a payment's reference that begins as a formula does is text in CSV", async () => {
  const { text } = await written({ format: 'csv', what: 'payments', currency: 'USD' });
  expect(text.split('\r\n')[1]).toMatch(/^pay_[0-9a-f]{32},captured,acme,2000,USD,"'=SUM\(2\), ""a""",/);
});

test('CSV in parts has one row of columns', async () => {
  const { text } = await written(
    { merchantId: 'many', until: '2026-11-01T00:00:10Z', format: 'csv' },
    { partBytes: 100_000 },
  );
  expect(text.match(/^id,/gm)).toHaveLength(1);
  expect(text.split('\r\n')).toHaveLength(2 * 3_334 + 2);
});

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
