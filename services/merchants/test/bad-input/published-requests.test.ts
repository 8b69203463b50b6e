import { publishedApi } from '@redoubt/contracts/published-api';
import { sendPublishedRequests } from '@redoubt/lambda-kit/http-contract';
import { expect, test } from 'vitest';
import { routes } from '../../src/api.ts';
import { anAccessTable } from '../support/a-table.ts';
import { anApi, type MerchantsApiUnderTest } from '../support/api-under-test.ts';

/*
 * Goal: whatever is sent to a documented operation, the answer is a documented one, never a 5xx, and a 4xx writes nothing.
 * Method: requests are made from the published OpenAPI, over the real table. Paths name a merchant and its key; each time the
 * merchant is closed or its key is over, the table is emptied and begins with another merchant. `SEED=n` repeats a run.
 */

const requests = 1_500;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);

test(`${requests} requests made from the published OpenAPI: no 5xx, no write on a 4xx (seed ${seed})`, async () => {
  await using access = await anAccessTable();
  const ids: string[] = [];
  let merchants = 0;
  const begin = async (): Promise<MerchantsApiUnderTest> => {
    await access.clear();
    merchants += 1;
    const begun = await anApi(access, `merchant-${merchants}`);
    ids.splice(0, ids.length, begun.merchantId, begun.keyId);
    return begun;
  };
  let current = await begin();
  const secrets: string[] = [];
  const answers = await sendPublishedRequests({
    document: publishedApi('merchants'),
    routes,
    api: {
      send: async (name, request) => {
        const answer = await current.send(name, request);
        if (answer.status === 201 && typeof answer.json.key === 'string') secrets.push(answer.json.key.slice(-43));
        else expect(answer.text).not.toMatch(/rk_(live|test)_/);
        if (answer.status === 200 && /closure|revocation/.test(name)) current = await begin();
        return answer;
      },
      written: () => current.written(),
    },
    known: () => ids,
    requests,
    seed,
  });
  const counted = [...answers].sort().map(([answer, count]) => `${answer} ×${count}`);
  console.info(`seed ${seed}: ${counted.join(' · ')}`);
  for (const { operationId } of Object.values(routes)) {
    const met = [...answers.keys()].filter((answer) => answer.startsWith(`${operationId} `)).join();
    expect(met, operationId).toContain(`${operationId} 2`);
    if (operationId !== 'listMerchants') expect(met, operationId).toContain(`${operationId} 4`);
  }
  expect(secrets.length).toBeGreaterThan(0);
  const sinks = await current.sinks();
  for (const secret of secrets) expect(sinks).not.toContain(secret);
  expect(sinks).not.toContain('4111111111111111');
});
