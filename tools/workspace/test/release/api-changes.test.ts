import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ApiChange, apiChanges } from '../../src/release/api-changes.ts';

/** A published document, of which a test changes one thing. */
const published = JSON.parse(
  readFileSync(new URL('../../../../docs/reference/merchants.openapi.json', import.meta.url), 'utf8'),
);

// biome-ignore lint/suspicious/noExplicitAny: a document is changed in places that its type would have to name
type Document = any;

function changed(change: (document: Document) => void): readonly ApiChange[] {
  const after = structuredClone(published);
  change(after);
  return apiChanges(published, after);
}

const path = '/v1/merchants';

test('nothing changes between equal documents, and nothing in descriptions', () => {
  expect(changed(() => {})).toEqual([]);
  expect(
    changed((it) => {
      it.paths[path].get.summary = 'Other words';
    }),
  ).toEqual([]);
});

test.each<[string, (document: Document) => void, string]>([
  [
    'an operation that is gone',
    (it) => {
      delete it.paths[path].get;
    },
    'GET /v1/merchants is gone',
  ],
  [
    'a field of a request that must be sent',
    ({ components: { schemas } }) => {
      schemas.RegisterMerchantRequest.properties.country = { type: 'string' };
      schemas.RegisterMerchantRequest.required.push('country');
    },
    'POST /v1/merchants: body country is required',
  ],
  [
    'a bound of a request that is tighter',
    ({ components: { schemas } }) => {
      schemas.RegisterMerchantRequest.properties.name.maxLength = 3;
    },
    'POST /v1/merchants: body name has another maxLength (100 → 3)',
  ],
  [
    'a field of an answer that is gone',
    ({ components: { schemas } }) => {
      delete schemas.Merchant.properties.name;
    },
    'GET /v1/merchants: answer 200 data.name is gone',
  ],
  [
    'a field of an answer that is of another type',
    ({ components: { schemas } }) => {
      schemas.Merchant.properties.name = { type: 'integer' };
    },
    'GET /v1/merchants: answer 200 data.name has another type (string → integer)',
  ],
])('%s breaks', (_, change, text) => {
  expect(changed(change)).toContainEqual({ kind: 'breaking', text });
});

test.each<[string, (document: Document) => void, string]>([
  [
    'a new path',
    (it) => {
      it.paths['/v2/merchants'] = { get: it.paths[path].get };
    },
    'GET /v2/merchants is new',
  ],
  [
    'a field that may be sent',
    ({ components: { schemas } }) => {
      schemas.RegisterMerchantRequest.properties.country = { type: 'string' };
    },
    'POST /v1/merchants: body country is new',
  ],
  [
    'one more field of an answer',
    ({ components: { schemas } }) => {
      schemas.Merchant.properties.country = { type: 'string' };
    },
    'GET /v1/merchants: answer 200 data.country is new',
  ],
])('%s breaks nothing', (_, change, text) => {
  const changes = changed(change);
  expect(changes).toContainEqual({ kind: 'compatible', text });
  expect(changes.filter(({ kind }) => kind === 'breaking')).toEqual([]);
});

test('a new API breaks nothing, and one that is gone does', () => {
  expect(apiChanges(undefined, published)).toEqual([{ kind: 'compatible', text: 'a new API' }]);
  expect(apiChanges(published, undefined)).toEqual([{ kind: 'breaking', text: 'the API is gone' }]);
  expect(apiChanges(undefined, undefined)).toEqual([]);
});
