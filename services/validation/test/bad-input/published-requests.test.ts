import { publishedApi } from '@redoubt/contracts/published-api';
import { sendPublishedRequests } from '@redoubt/lambda-kit/http-contract';
import { expect, test } from 'vitest';
import { routes } from '../../src/api.ts';
import { anApi } from '../support/api-under-test.ts';

/*
 * Goal: whatever is sent to a documented operation, the answer is a documented one, never a 5xx, and a 4xx writes nothing.
 * Method: requests are made from the published OpenAPI, not from our schemas: what the reference promises is what is tried,
 * over fakes in memory. `SEED=n` repeats a run.
 */

const requests = 3_000;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);

test(`${requests} requests made from the published OpenAPI: no 5xx, no write on a 4xx (seed ${seed})`, async () => {
  const api = await anApi();
  const { id: sessionId = '' } = await api.pathOf('get-session');
  const document = publishedApi('validation');
  const answers = await sendPublishedRequests({ document, routes, api, known: () => [sessionId], requests, seed });
  const counted = [...answers].sort().map(([answer, count]) => `${answer} ×${count}`);
  console.info(`seed ${seed}: ${counted.join(' · ')}`);
  // The requests are worth something only if both kinds of answers were met, on every operation that has both.
  for (const { operationId, ...route } of Object.values(routes)) {
    const met = [...answers.keys()].filter((answer) => answer.startsWith(`${operationId} `)).join();
    expect(met, operationId).toContain(`${operationId} 2`);
    if ('body' in route) expect(met, operationId).toContain(`${operationId} 4`);
  }
  expect(answers.get('createPayment 422'), 'a key is used again, or a rule refuses').toBeGreaterThan(0);
  expect(await api.sinks()).not.toContain('4111111111111111');
});
