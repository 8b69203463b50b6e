import type { ApiRoute } from '@redoubt/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { ApiUnderTest, Written } from './api-under-test.ts';
import { type Attempt, attemptsAt } from './attempts.ts';
import type { PublishedApi } from './published-api.ts';
import { expectNothingDone } from './refusals.ts';

export interface PublishedRequests<Name extends string> {
  readonly document: PublishedApi;
  readonly routes: Readonly<Record<Name, ApiRoute>>;
  readonly api: Pick<ApiUnderTest<Name>, 'send' | 'written'>;
  /** Ids of things that are there, for the paths of a route. */
  known(name: Name): readonly string[];
  readonly requests: number;
  readonly seed: number;
}

/**
 * Sends requests to all operations and expects of each answer that it is a documented one, in status and body; that it is
 * no 5xx; and that nothing came of a 4xx. One service answers all, so that later requests meet what earlier ones left.
 *
 * About one value in fifteen breaks its schema, at any depth.
 *
 * @returns how often each operation gave each answer: `createPayment 422` → 7
 */
export async function sendPublishedRequests<Name extends string>(
  published: PublishedRequests<Name>,
): Promise<ReadonlyMap<string, number>> {
  const { document, routes, api, known, requests, seed } = published;
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const nameOf = (operationId: string): Name => {
    const found = Object.entries<ApiRoute>(routes).find(([, route]) => route.operationId === operationId);
    if (found === undefined) throw new Error(`${operationId} is published and answered by no route`);
    return found[0] as Name;
  };
  const expectDocumented = documentedBodies(document);
  const seen: string[] = [];
  const answers = new Map<string, number>();
  const attempts = operations.map((operation) =>
    attemptsAt(operation, document, { known: known(nameOf(operation.operationId)), seen }),
  );

  /** The writes so far, as long as nothing but refusals came since they were read. */
  let written: Written | undefined;

  async function send({ operation, request }: Attempt): Promise<void> {
    const { operationId, responses } = operation;
    const before = written ?? (await api.written());
    written = undefined;
    const answer = await api.send(nameOf(operationId), request);
    const { status, text, json } = answer;
    const counted = `${operationId} ${status}`;
    answers.set(counted, (answers.get(counted) ?? 0) + 1);
    expect(status, text).toBeLessThan(500);
    expect(Object.keys(responses), `${counted} ${text}`).toContain(String(status));
    if (status >= 400) written = await expectNothingDone(api, before, answer);
    if (text !== '') expectDocumented(operationId, status, json);
    if (typeof json?.next_cursor === 'string') seen.push(json.next_cursor);
  }

  await fc.assert(fc.asyncProperty(fc.oneof(...attempts), send), { seed, numRuns: requests, endOnFailure: true });
  return answers;
}

/** Checks a body by the schema that the reference has for it. */
function documentedBodies(document: PublishedApi): (operationId: string, status: number, body: unknown) => void {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');
  const schemas = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { operationId, responses }]) =>
        Object.entries(responses).flatMap(([status, { content = {} }]) =>
          Object.keys(content).map((type) => {
            const place = ['paths', path, method, 'responses', status, 'content', type, 'schema'];
            const pointer = place.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
            return [`${operationId} ${status}`, ajv.compile({ $ref: `api#/${encodeURI(pointer)}` })] as const;
          }),
        ),
      ),
    ),
  );
  return (operationId, status, body) => {
    const accepts = schemas.get(`${operationId} ${status}`);
    if (accepts === undefined) throw new Error(`${operationId} answers ${status} with a body that is not documented`);
    expect(accepts(body), `${operationId} ${status}: ${ajv.errorsText(accepts.errors)}`).toBe(true);
  };
}
