import { publishedApi } from '@redoubt/contracts/published-api';
import { sendPublishedRequests } from '@redoubt/lambda-kit/http-contract';
import { expect, test } from 'vitest';
import { type RouteName, routes } from '../../src/api.ts';
import { anApi } from '../support/api-under-test.ts';

/*
 * Goal: whatever is sent to a documented operation, the answer is a documented one, never a 5xx, and a 4xx writes nothing.
 * Method: requests are made from the published OpenAPI over fakes in memory, with a merchant who has got a webhook about the
 * payment of the reference's own example. `SEED=n` repeats a run.
 */

const requests = 5_000;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);

test(`${requests} requests made from the published OpenAPI: no 5xx, no write on a 4xx (seed ${seed})`, async () => {
  const api = await anApi(`pay_${'0'.repeat(32)}`);
  const ids = new Map<RouteName, string>();
  for (const name of Object.keys(routes) as RouteName[]) ids.set(name, (await api.pathOf(name))['id'] ?? '');
  const known = (name: RouteName) => [ids.get(name) ?? ''];
  const document = publishedApi('notifications');
  const answers = await sendPublishedRequests({ document, routes, api, known, requests, seed });
  const counted = [...answers].sort().map(([answer, count]) => `${answer} ×${count}`);
  console.info(`seed ${seed}: ${counted.join(' · ')}`);
  const unprocessable = (answers.get('createEndpoint 422') ?? 0) + (answers.get('createChannel 422') ?? 0);
  expect(unprocessable, 'a key is used again, or the merchant has too many').toBeGreaterThan(0);
  for (const { operationId } of Object.values(routes)) {
    const met = [...answers.keys()].filter((answer) => answer.startsWith(`${operationId} `)).join();
    expect(met, operationId).toContain(`${operationId} 2`);
    expect(met, operationId).toContain(`${operationId} 4`);
  }
  expect(await api.sinks()).not.toContain('4111111111111111');
});
