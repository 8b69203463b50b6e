import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  asServedHere,
  type ReferenceDocument,
  type ReferenceName,
  references,
  takesKey,
} from '../../page/model/reference-document.ts';

const here = { publicApi: 'http://api.dev.redoubt.example', merchantId: 'test_shop' };

function published(name: string): ReferenceDocument {
  const file = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'reference', `${name}.openapi.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as ReferenceDocument;
}

test.each(Object.keys(references) as ReferenceName[])('requests of %s go to this cloud', (name) => {
  const document = asServedHere(published(name), here);
  expect(document.servers).toEqual([{ url: `http://api.dev.redoubt.example/${name}` }]);
  expect(JSON.stringify(document)).not.toContain('"acme"');
});

test('the published document stays as it was', () => {
  const document = published('validation');
  const before = JSON.stringify(document);
  asServedHere(document, here);
  expect(JSON.stringify(document)).toBe(before);
});

test('a key opens what is for merchants or for everybody, and nothing that operators sign', () => {
  expect(takesKey(published('validation'), '/v1/payments', 'post')).toBe(true);
  expect(takesKey(published('validation'), '/health', 'get')).toBe(true);
  expect(takesKey(published('transactions'), '/v1/audit-log', 'get')).toBe(false);
  expect(takesKey(published('merchants'), '/v1/merchants', 'post')).toBe(false);
});
