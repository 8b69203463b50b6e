import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Book } from '../../src/witness/book.ts';
import type { BookEntry } from '../../src/witness/book-entry.ts';
import { paymentsIn, requestsIn } from '../../src/witness/read-book.ts';
import { intactPayment } from '../intact-evidence.ts';

test('the file holds every entry as one line, in the order of writing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'book-'));
  const path = join(folder, 'made', 'book.ndjson');
  const entries: BookEntry[] = [1, 2, 3].map((number) => intactPayment(number).request.request);
  {
    await using book = new Book(path);
    for (const entry of entries) book.write(entry);
  }
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(entries);
  await rm(folder, { recursive: true });
});

test('a payment and its repeats are one payment, acknowledged when the first of them was', () => {
  const { request } = intactPayment(1);
  const [answer] = request.answers;
  const entries: BookEntry[] = [
    request.request,
    { ...request.request, number: 2, purpose: 'repeat', atMs: 20 },
    ...(answer === undefined ? [] : [{ ...answer, number: 2, atMs: 30 }]),
    ...(answer === undefined ? [] : [{ ...answer, atMs: 40 }]),
  ];
  const payments = paymentsIn(requestsIn(entries));
  expect(payments).toHaveLength(1);
  expect(payments[0]).toMatchObject({ requestedAtMs: 10, acknowledgedAtMs: 30 });
  expect(payments[0]?.paymentIds).toHaveLength(1);
});

test('a 202 that is none of the API counts as acknowledged under an id that no ledger holds', () => {
  const { request } = intactPayment(1);
  const answers = request.answers.map((answer) => ({ ...answer, body: '<html>' }));
  expect(paymentsIn([{ ...request, answers }])[0]?.paymentIds).toEqual(['unreadable: <html>']);
});
