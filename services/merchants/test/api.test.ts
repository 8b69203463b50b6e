import { readFileSync } from 'node:fs';
import { openApiDocument } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { merchantsApi } from '../src/api.ts';

const file = new URL('../../../docs/reference/merchants.openapi.json', import.meta.url);

test('the published OpenAPI is that of the routes; if not, run node bin/write-reference.ts && npm run format', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(openApiDocument(merchantsApi))));
});

test('every operation has an id of its own, and every route that changes something wants a key', () => {
  const ids = merchantsApi.routes.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const changing = merchantsApi.routes.filter(({ method }) => method === 'POST');
  expect(changing.map(({ idempotencyKey }) => idempotencyKey)).toEqual(changing.map(() => 'required'));
});

test('every route is for operators alone', () => {
  expect(merchantsApi.routes.map(({ access }) => access)).toEqual(merchantsApi.routes.map(() => 'operator'));
});
