import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRequirements } from '../src/requirements/read-requirements.ts';
import { requirementStates } from '../src/requirements/requirement-states.ts';

const db1 = { id: 'DB1', owner: 'platform', what: 'a database' };
const stateOf = (...results: { fullName: string; status: string }[]): string =>
  requirementStates([db1], results)[0]?.state ?? '';

test.each([
  ['open when no test is named after it', [], 'open'],
  ['done when a test of its name passes', [{ fullName: 'DB1 the writer begins', status: 'passed' }], 'done'],
  ['done when a colon ends the id', [{ fullName: 'DB1: the writer begins', status: 'passed' }], 'done'],
  ['done when its name stands in a group', [{ fullName: 'ledger DB1 the writer begins', status: 'passed' }], 'done'],
  [
    'failing when one of them fails',
    [
      { fullName: 'DB1 a', status: 'passed' },
      { fullName: 'DB1 b', status: 'failed' },
    ],
    'failing',
  ],
  ['open when its only test was skipped', [{ fullName: 'DB1 a', status: 'skipped' }], 'open'],
  ['open when a test is named after a longer id', [{ fullName: 'DB12 a', status: 'passed' }], 'open'],
])('a requirement is %s', (_, results, state) => {
  expect(stateOf(...results)).toBe(state);
});

test('the document lists every requirement once', () => {
  const ids = readRequirements(readFileSync(join(import.meta.dirname, '../../../docs/requirements.md'), 'utf8')).map(
    ({ id }) => id,
  );
  expect(ids.length).toBe(49);
  expect(new Set(ids).size).toBe(ids.length);
});
