import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../src/root.ts';
import { definitionsIn, doubles } from '../src/sql-definitions.ts';
import { trackedFiles } from '../src/tracked-files.ts';

const definitions = trackedFiles(root, '.sql').flatMap((file) =>
  definitionsIn(file, readFileSync(join(root, file), 'utf8')),
);

test('every function of the ledger has one definition', () => {
  expect(definitions.length).toBeGreaterThan(50);
  expect(doubles(definitions)).toEqual([]);
});

test('a function of the ledger stands in a file of its name', () => {
  const elsewhere = definitions
    .filter(({ file }) => file.startsWith('services/transactions/ledger/functions/'))
    .filter(({ name, file }) => name !== `pay.${basename(file, '.sql')}`);
  expect(elsewhere).toEqual([]);
});

test.each([
  'create or replace function pay.apply(command jsonb) returns jsonb',
  'CREATE FUNCTION pay.apply() returns int',
  'create view pay.apply as select 1',
])('a second definition is found when it reads %s', (sql) => {
  const first = definitionsIn('functions/booking/apply.sql', 'create or replace function pay.apply(c jsonb) …');
  expect(doubles([...first, ...definitionsIn('tables/0009_more.sql', `-- Why: …\n${sql}`)])).toEqual([
    'tables/0009_more.sql: pay.apply is defined in functions/booking/apply.sql',
  ]);
});
