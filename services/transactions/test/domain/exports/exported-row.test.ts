import { PaymentView, TransferView } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { csvRecord } from '../../../src/domain/exports/csv-record.ts';
import { csvColumns, headOf, rowOf } from '../../../src/domain/exports/exported-row.ts';

test.each([
  ['transfers', TransferView],
  ['payments', PaymentView],
] as const)('every field of %s that the API shows is a column', (list, view) => {
  const shown = Object.keys(view.shape).filter((field) => field !== 'as_of');
  expect([...csvColumns[list]].sort()).toEqual(shown.sort());
});

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\r\nlines', '"two\r\nlines"'],
  [' spaces ', ' spaces '],
  ['=1+1', '"\'=1+1"'],
  ['+1', '"\'+1"'],
  ['-1', '"\'-1"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  ['\t=1', '"\'\t=1"'],
  ['\r=1', '"\'\r=1"'],
  ['="a"', '"\'=""a"""'],
  ['1=1', '1=1'],
  ["'=1", "'=1"],
  ['Größe 日本 🜁', 'Größe 日本 🜁'],
])('the field %j is written as %s', (text, written) => {
  expect(csvRecord([text, 'x'])).toBe(`${written},x\r\n`);
});

const view = {
  id: `pay_${'a'.repeat(32)}`,
  status: 'captured',
  merchant_id: 'acme',
  amount_minor: '90071992547409931',
  currency: 'JPY',
  review: ['duplicate_submit', 'amount_over_review_limit'],
  metadata: { order: '7, "b"' },
  version: 2,
} as unknown as PaymentView;

test('amounts are the integers of the API, lists are words, metadata is JSON', () => {
  const row = rowOf(view, 'payments', 'csv');
  expect(row).toContain(',90071992547409931,JPY,');
  expect(row).toContain(',duplicate_submit amount_over_review_limit,2,');
  expect(row.endsWith(',"{""order"":""7, \\""b\\""""}"\r\n')).toBe(true);
  expect(row.replaceAll(/"([^"]|"")*"/g, '').split(',')).toHaveLength(csvColumns.payments.length);
});

test('NDJSON is the object of the API on one line, and has no head', () => {
  expect(rowOf(view, 'payments', 'ndjson')).toBe(`${JSON.stringify(view)}\n`);
  expect(headOf('payments', 'ndjson')).toBe('');
});
