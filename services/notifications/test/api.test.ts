import { readFileSync } from 'node:fs';
import { openApiDocument } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { notificationsApi } from '../src/api.ts';

const file = new URL('../../../docs/reference/notifications.openapi.json', import.meta.url);

test('the published OpenAPI is that of the routes; if not, run node bin/write-reference.ts && npm run format', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(openApiDocument(notificationsApi))));
});

test('every operation has an id of its own, and every route that takes money or makes a thing wants a key', () => {
  const ids = notificationsApi.routes.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const made = notificationsApi.routes.filter(({ answer }) => [201, 202].includes(answer.status));
  expect(made.map(({ idempotencyKey }) => idempotencyKey)).toEqual(made.map(() => 'required'));
});
