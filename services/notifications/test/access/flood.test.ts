import { BucketTable, CoalescingLimits, MerchantRates } from '@redoubt/lambda-kit';
import { aDoorkeeper, ask } from '@redoubt/lambda-kit/http-contract';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aMerchant, type Merchant, one } from '../support/a-merchant.ts';
import { activeView } from '../support/handler-environment.ts';

const { changeEndpointRoute } = await import('../../src/routes/change-endpoint.ts');
const { getEndpoints } = await import('../../src/routes/get-endpoints.ts');

/** Requests that a merchant may send at once, and from then on in a second. */
const [atOnce, perSecond] = [500, 100];
const noon = new Date('2030-01-31T12:00:00.000Z');

let merchant: Merchant;
let limitsTable: LocalDynamo;
beforeEach(async () => {
  merchant = await aMerchant();
  limitsTable = await startLocalDynamo(['pk']);
  // The clock stands still: the buckets alone decide.
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
});
afterEach(async () => {
  vi.useRealTimers();
  await merchant[Symbol.asyncDispose]();
  await limitsTable[Symbol.asyncDispose]();
});

/** The doorkeeper of one function, which shares its buckets with the others. */
function keys() {
  const { table, client } = limitsTable;
  const limits = new CoalescingLimits({
    buckets: new BucketTable({ table, client }),
    rates: new MerchantRates({ table, client, steadyMs: () => 0 }),
    abortAfter: () => new AbortController().signal,
  });
  return { ...aDoorkeeper, limits };
}

test('one merchant floods: it is told to wait, and every request of another one is answered', async () => {
  const list = getEndpoints({ endpoints: merchant.endpoints, keys: keys() });
  const change = changeEndpointRoute({
    ...merchant.dependencies,
    endpoints: merchant.endpoints,
    localOrigins: merchant.localOrigins,
    lease: { current: () => Promise.resolve(activeView) },
    keys: keys(),
  });
  const as = (merchantId: string) => ({ headers: { Authorization: `Bearer ${merchantId}` } });
  const flood = async (requests: number) => {
    const answers = [];
    for (let at = 0; at < requests; at += 1) answers.push(await ask(list, as('acme')));
    return answers;
  };

  const others = [];
  const first = [];
  for (let round = 0; round < 6; round += 1) {
    first.push(...(await flood(100)));
    for (let at = 0; at < perSecond / 10; at += 1) others.push(await ask(list, as('globex')));
  }
  expect(first.map(({ status }) => status)).toEqual([...Array(atOnce).fill(200), ...Array(100).fill(429)]);
  expect(new Set(others.map(({ status }) => status))).toEqual(new Set([200]));
  expect(first.at(-1)).toMatchObject({
    json: { code: 'too_many_requests', retryable: true },
    headers: { 'Retry-After': '1', 'RateLimit-Policy': '"read";q=500;w=5', RateLimit: '"read";r=0;t=1' },
  });
  expect(others.at(-1)?.headers).toMatchObject({ RateLimit: `"read";r=${atOnce - others.length}` });
  // What it may write is not touched by what it reads.
  expect((await ask(change, { ...as('acme'), path: { id: one }, body: {} })).status).toBe(200);

  vi.setSystemTime(noon.getTime() + 1_000);
  const later = (await flood(perSecond + 1)).map(({ status }) => status);
  expect(later).toEqual([...Array(perSecond).fill(200), 429]);
});

test('a stranger takes nothing of what a merchant may send', async () => {
  const list = getEndpoints({ endpoints: merchant.endpoints, keys: keys() });
  for (let at = 0; at < 10; at += 1) expect((await ask(list, {})).status).toBe(401);
  expect(limitsTable.sent).toEqual([]);
});

test('a table of limits that gives no answer refuses nobody', async () => {
  const list = getEndpoints({ endpoints: merchant.endpoints, keys: keys() });
  limitsTable.failNext('UpdateItemCommand');
  const { status, headers } = await ask(list, { headers: { Authorization: 'Bearer acme' } });
  expect(status).toBe(200);
  expect(headers).not.toHaveProperty('RateLimit');
});
