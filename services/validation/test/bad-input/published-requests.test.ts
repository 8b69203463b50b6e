import { readFileSync } from 'node:fs';
import { problemMediaType } from '@redoubt/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RouteName, routes } from '../../src/routes.ts';
import type { TestRequest } from '../support/api.ts';
import { anApi } from '../support/api-under-test.ts';
import { arbitraryOf, type PublishedSchema } from '../support/schema-arbitrary.ts';

/*
 * Goal: whatever is sent to a documented operation, the answer is a documented one, never a 5xx, and a 4xx writes nothing.
 * Method: requests are made from the published OpenAPI, not from our schemas: what the reference promises is what is tried.
 * About one value in fifteen breaks its schema, at any depth. All requests go to one service over ports in memory, so that
 * later ones meet what earlier ones left. `SEED=n` repeats a run.
 */

const requestsMin = 8_000;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: PublishedSchema }>> };
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: PublishedSchema }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = JSON.parse(
  readFileSync(new URL('../../../../docs/reference/validation.openapi.json', import.meta.url), 'utf8'),
) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, PublishedSchema>> };
};
const { schemas } = document.components;
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

interface Attempt {
  readonly operation: Operation;
  readonly request: TestRequest;
}

/** Few keys, so that many requests meet a key that is taken. */
const keys = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 60 }).map((number) => `key-${number}`), weight: 20 },
  { arbitrary: fc.constantFrom(undefined, '', 'a b', 'é', 'k'.repeat(256)), weight: 1 },
);

function attemptsAt(operation: Operation, sessionId: string): fc.Arbitrary<Attempt> {
  const content = operation.requestBody?.content['application/json'];
  const id = operation.parameters.find((parameter) => parameter.in === 'path');
  return fc
    .record({
      body: content === undefined ? fc.constant(undefined) : arbitraryOf(content.schema, schemas),
      key: keys,
      path:
        id === undefined
          ? fc.constant(undefined)
          : fc.oneof(fc.constant(sessionId), fc.string(), arbitraryOf(id.schema, schemas)),
      cut: fc.option(fc.nat({ max: 200 }), { freq: 30 }),
      type: fc.oneof({ arbitrary: fc.constant('application/json'), weight: 40 }, { arbitrary: fc.string(), weight: 1 }),
    })
    .map(({ body, key, path, cut, type }) => {
      const text = JSON.stringify(body);
      return {
        operation,
        request: {
          body: cut === null ? text : text?.slice(0, cut),
          headers: { 'Idempotency-Key': key, 'Content-Type': type },
          ...(path === undefined ? {} : { path: { id: String(path) } }),
        },
      };
    });
}

function routeOf(operation: Operation): RouteName {
  const found = Object.entries(routes).find(([, { operationId }]) => operationId === operation.operationId);
  if (found === undefined) throw new Error(`${operation.operationId} is published and answered by no route`);
  return found[0] as RouteName;
}

test(`${requestsMin} requests made from the published OpenAPI: no 5xx, no write on a 4xx (seed ${seed})`, async () => {
  const api = await anApi();
  const statuses = new Map<string, number>();
  const attempts = fc.oneof(...operations.map((operation) => attemptsAt(operation, api.sessionId)));
  await fc.assert(
    fc.asyncProperty(attempts, async ({ operation, request }) => {
      const before = api.writes();
      const answer = await api.send(routeOf(operation), request);
      const { statusCode, body } = answer;
      const told = `${operation.operationId} ${statusCode}`;
      statuses.set(told, (statuses.get(told) ?? 0) + 1);
      expect(Object.keys(operation.responses), `${told} ${body}`).toContain(String(statusCode));
      expect(statusCode, body).toBeLessThan(500);
      if (statusCode < 400) return;
      expect(answer.headers?.['Content-Type']).toBe(problemMediaType);
      expect(api.writes(), `${told} wrote`).toBe(before);
    }),
    { seed, numRuns: requestsMin, endOnFailure: true },
  );
  console.info(
    `seed ${seed}: ${[...statuses]
      .sort()
      .map(([told, count]) => `${told} ×${count}`)
      .join(' · ')}`,
  );
  // The requests are worth something only if both kinds of answers were met, on every operation that has both.
  for (const { operationId, requestBody } of operations) {
    const met = [...statuses.keys()].filter((told) => told.startsWith(`${operationId} `));
    expect(
      met.some((told) => / 2/.test(told)),
      operationId,
    ).toBe(true);
    if (requestBody !== undefined)
      expect(
        met.some((told) => / 4/.test(told)),
        operationId,
      ).toBe(true);
  }
  expect(statuses.get('createPayment 422'), 'a key is used again, or a rule refuses').toBeGreaterThan(0);
  expect(api.written()).not.toContain('4111111111111111');
}, 120_000);
