import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, withConnection } from '@redoubt/embedded-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  holdsCardNumber,
  testCardNumber,
  testCardTexts,
  textHoldsCardNumber,
  withoutTestCard,
} from '../../src/card-scan/card-number.ts';
import { together } from '../../src/card-scan/card-scan.ts';
import { scanDatabases } from '../../src/card-scan/scan-databases.ts';
import { scanFiles } from '../../src/card-scan/scan-files.ts';
import { scanLedger } from '../../src/card-scan/scan-ledger.ts';
import { scanLines } from '../../src/card-scan/scan-lines.ts';
import { scanMessages } from '../../src/card-scan/scan-messages.ts';
import { intactPayment } from '../intact-evidence.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-scan-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(testCardTexts)('knows the card number as %s, and takes it out of a text', (form) => {
  expect(holdsCardNumber(`before ${form} after`)).toBe(true);
  expect(withoutTestCard(`before ${form} after`)).toBe('before [card number] after');
});

test('finds any card number in the values and names of JSON, and in what is none', () => {
  expect(textHoldsCardNumber('{"list":[{"note":"5555.5555.5555.4444"}]}')).toBe(true);
  expect(textHoldsCardNumber('{"378282246310005":1}')).toBe(true);
  expect(textHoldsCardNumber('{"number":4111111111111111}')).toBe(true);
  expect(textHoldsCardNumber('paid with 4111 1111 1111 1111 today')).toBe(true);
});

test('takes digits of neighboring values, ids and hashes for no card number', () => {
  expect(holdsCardNumber(testCardNumber.slice(0, -1))).toBe(false);
  expect(holdsCardNumber([41111111, 11111111])).toBe(false);
  expect(holdsCardNumber('payment 41111111-1111-4111-8111-111111111111 is captured')).toBe(false);
  expect(holdsCardNumber(`sha256 ${testCardNumber}${'a1'.repeat(24)}`)).toBe(false);
  expect(holdsCardNumber(`/v1/payments/pay_${testCardNumber}${'a1'.repeat(8)}`)).toBe(false);
  expect(holdsCardNumber(`pay_${testCardNumber}`)).toBe(true);
  // Bytes, as PostgreSQL writes them: their digits are no text, what they spell is.
  expect(holdsCardNumber(`\\x${testCardNumber}`)).toBe(false);
  expect(holdsCardNumber(`\\x${Buffer.from(`paid with ${testCardNumber}`).toString('hex')}`)).toBe(true);
  expect(holdsCardNumber('drill-4111111-111111111 is captured')).toBe(false);
  for (let micros = 0; micros < 1000; micros++) {
    expect(holdsCardNumber(`2026-11-28T20:38:29.${String(123_000 + micros)}+00:00`)).toBe(false);
  }
  expect(holdsCardNumber(`2026-11-28T20:38:29.123456+00:00 ${testCardNumber}`)).toBe(true);
});

test('finds a card number in any kind of file, also across two chunks, and names the place only', async () => {
  const chunk = 2 ** 20;
  await mkdir(join(folder, 'region', 'postgres'), { recursive: true });
  await writeFile(join(folder, 'region.log'), `line\n{"body":"${testCardTexts[2]}"}\n`);
  await writeFile(
    join(folder, 'region', 'postgres', '16384'),
    Buffer.alloc(3 * chunk).fill(testCardNumber, chunk - 8, chunk + 8),
  );
  await writeFile(join(folder, 'region', 'clean.ndjson'), `{"amount":"${testCardNumber.slice(1)}"}\n`);
  await mkdir(join(folder, 'cdk.out'));
  await writeFile(join(folder, 'cdk.out', 'index.mjs'), `// e.g. ${testCardNumber}`);
  const { places, looked } = await scanFiles(folder);
  expect(places.toSorted()).toEqual(['region.log@14', `region/postgres/16384@${chunk - 8}`]);
  expect(looked.files).toBe(3);
  expect(looked.megabytes).toBeGreaterThan(3);
});

test('finds any card number in a line of a log or an event', async () => {
  await mkdir(join(folder, 'logs'), { recursive: true });
  const lines = [{ message: 'paid' }, { entry: { note: '5555-5555-5555-4444' } }].map((line) => JSON.stringify(line));
  await writeFile(join(folder, 'logs', 'us-east-1.log'), `${lines.join('\n')}\n`);
  expect(await scanLines(folder)).toEqual({ places: ['logs/us-east-1.log:2'], looked: { lines: 2 } });
});

test('finds a card number in any table of a database, also where it is kept compressed', async () => {
  await using postgres = await startPostgres();
  const long = `${'x'.repeat(100_000)}${testCardNumber}`;
  await withConnection(postgres.url, async (client) => {
    await client.query('create schema pay');
    await client.query('create table pay.events (id int, data jsonb)');
    await client.query('create table pay.accounts (id text)');
    await client.query('insert into pay.events values (1, $1), (2, $2)', [JSON.stringify({ note: long }), '{}']);
    await client.query("insert into pay.accounts values ('merchant/acme/payable/EUR')");
  });
  const { places, looked } = await scanLedger('ledger', postgres.url);
  expect(places).toEqual(['ledger: pay.events']);
  expect(looked.rows).toBe(3);
});

test('finds a card number in the files of a database that lies elsewhere, and reads none twice', async () => {
  await using postgres = await startPostgres();
  await withConnection(postgres.url, async (client) => {
    await client.query('create table cards (number text)');
    await client.query('insert into cards values ($1)', [testCardNumber]);
    await client.query('drop table cards');
  });
  const { places, looked } = await scanDatabases(folder, { ledger: postgres.url });
  // The row is gone, and the write-ahead log still has it.
  expect(places.filter((place) => place.startsWith('ledger: pg_wal/'))).toHaveLength(1);
  expect(looked).toMatchObject({ databases: 1 });
  expect(looked.megabytes).toBeGreaterThan(10);
  expect(await scanDatabases('/', { ledger: postgres.url })).toEqual({
    places: [],
    looked: { files: 0, megabytes: 0, databases: 1 },
  });
});

test('finds a card number in an answer and in a webhook, and not in what the drill has sent', () => {
  const { request, webhook } = intactPayment(1);
  const [answer] = request.answers;
  const sent = { ...request.request, body: testCardNumber };
  const told = answer === undefined ? [] : [answer, { ...answer, number: 7, body: `no ${testCardNumber} here` }];
  const { places, looked } = scanMessages([sent, ...told, webhook, { ...webhook, holdsCardNumber: true }]);
  expect(places).toEqual(['answer to request 7', `webhook ${webhook.webhookId}`]);
  expect(looked.messages).toBe(4);
});

test('scans are added up', () => {
  const scan = together([
    { places: ['a@1'], looked: { files: 2, megabytes: 0.6 } },
    { places: [], looked: { files: 1, megabytes: 0.6, rows: 5 } },
  ]);
  expect(scan).toEqual({
    places: ['a@1'],
    looked: { files: 3, megabytes: 1, lines: 0, databases: 0, rows: 5, items: 0, messages: 0 },
  });
});
