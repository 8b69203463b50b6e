import { describe, expect, test } from 'vitest';
import { NoAnswer, RedoubtProblem } from '../src/index.ts';
import { pauseMsAfter, retryAfterMsOf } from '../src/transport/retry-bounds.ts';
import { aClient, aTime } from './a-client.ts';
import { anApi, answers, hangsUp, isSilent, type Reply, refuses, says } from './an-api.ts';
import { anAcceptedPayment, aRequest } from './samples.ts';

const accepts = answers('createPayment', 202, anAcceptedPayment);
const pay = (client: ReturnType<typeof aClient>) => client.post('/validation/v1/payments', { body: aRequest });

test.each<[string, Reply]>([
  ['429', refuses('too_many_requests')],
  ['503', refuses('journal_unreachable')],
  ['409 that passes', refuses('conflict')],
  ['500, which may have done it', refuses('internal_error')],
  ['502 of a gateway', says(502, 'Bad Gateway')],
  ['504 of a gateway', says(504, '{"message":"Endpoint request timed out"}')],
  ['connection that ends', hangsUp],
  ['page in place of JSON', says(200, '<html>Welcome to the hotel</html>')],
])('a payment is sent again after a %s', async (_, reply) => {
  await using api = await anApi(reply, accepts);
  expect((await pay(aClient({ baseUrl: api.url }))).data).toEqual(anAcceptedPayment);
  expect(api.arrived).toHaveLength(2);
});

test.each<[string, Reply]>([
  ['400', refuses('malformed_request')],
  ['401', refuses('access_key_invalid')],
  ['409 that does not pass', refuses('operation_not_allowed')],
  ['422', refuses('payment_refused')],
  ['redirect', says(307, '', { Location: 'http://127.0.0.1:9/' })],
])('a payment is not sent again after a %s', async (_, reply) => {
  await using api = await anApi(reply, accepts);
  await expect(pay(aClient({ baseUrl: api.url }))).rejects.toThrow(RedoubtProblem);
  expect(api.arrived).toHaveLength(1);
});

describe('a write that takes no key', () => {
  const options = { params: { path: { id: `we_${'0'.repeat(32)}` } }, body: {} };

  test('is sent again after 429, which comes before anything is done', async () => {
    await using api = await anApi(refuses('too_many_requests'), refuses('not_found'));
    const call = aClient({ baseUrl: api.url }).post('/notifications/v1/endpoints/{id}/tests', options);
    await expect(call).rejects.toMatchObject({ code: 'not_found' });
    expect(api.arrived).toHaveLength(2);
  });

  test.each<[string, Reply, object]>([
    ['no answer', hangsUp, { name: 'NoAnswer', tries: 1, idempotencyKey: undefined }],
    ['503', refuses('store_unreachable'), { name: 'RedoubtProblem', retryable: true }],
  ])('is not sent again after %s: its program decides', async (_, reply, error) => {
    await using api = await anApi(reply);
    const call = aClient({ baseUrl: api.url }).post('/notifications/v1/endpoints/{id}/tests', options);
    await expect(call).rejects.toMatchObject(error);
    expect(api.arrived).toHaveLength(1);
  });
});

describe('bounds', () => {
  test('the last of the tries counts, and no more are made', async () => {
    await using enough = await anApi(hangsUp, hangsUp, accepts);
    await pay(aClient({ baseUrl: enough.url, retry: { triesMax: 3 } }));
    await using tooFew = await anApi(hangsUp, hangsUp, hangsUp, accepts);
    const call = pay(aClient({ baseUrl: tooFew.url, retry: { triesMax: 3 } }));
    await expect(call).rejects.toMatchObject({ name: 'NoAnswer', tries: 3 });
    expect(tooFew.arrived).toHaveLength(3);
  });

  test.each([
    [3101, 2],
    [3100, 1],
  ])('with a total of %i ms and a pause of 3,100 ms it is sent %i times', async (totalMsMax, tries) => {
    await using api = await anApi(refuses('region_not_active', { 'Retry-After': '3' }));
    const time = aTime(0.5);
    await expect(pay(aClient({ baseUrl: api.url, retry: { totalMsMax } }, time))).rejects.toThrow(RedoubtProblem);
    expect(api.arrived).toHaveLength(tries);
    expect(time.pausesMs).toEqual(Array(tries - 1).fill(3100));
  });

  test('a try has its own time, and never more than is left', async () => {
    await using api = await anApi(refuses('region_not_active', { 'Retry-After': '3' }));
    const time = aTime(0.5);
    await pay(aClient({ baseUrl: api.url, retry: { totalMsMax: 5000, tryMsMax: 4000 } }, time)).catch(() => undefined);
    expect(time.limitsMs).toEqual([4000, 1900]);
  });

  test('a try whose time is over had no answer', async () => {
    await using api = await anApi(isSilent, accepts);
    const time = aTime();
    const call = pay(aClient({ baseUrl: api.url }, time));
    await expect.poll(() => api.arrived).toHaveLength(1);
    time.runOut();
    expect((await call).data).toEqual(anAcceptedPayment);
  });

  test('a call that is aborted ends with the reason, and is not sent again', async () => {
    await using api = await anApi(isSilent);
    const own = new AbortController();
    const call = aClient({ baseUrl: api.url }).post('/validation/v1/payments', { body: aRequest, signal: own.signal });
    await expect.poll(() => api.arrived).toHaveLength(1);
    own.abort(new Error('the shopper has left'));
    await expect(call).rejects.toThrow('the shopper has left');
    expect(api.arrived).toHaveLength(1);
  });
});

describe('pauses', () => {
  const pauses = (random: number) =>
    [1, 2, 3, 5, 6, 12].map((tries) => pauseMsAfter(tries, { pauseMsMax: 5000, retryAfterMs: 0, random }));

  test('double up to their bound, and chance takes any part of them', () => {
    expect(pauses(1)).toEqual([200, 400, 800, 3200, 5000, 5000]);
    expect(pauses(0)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('are never shorter than the server asks for', () => {
    expect(pauseMsAfter(1, { pauseMsMax: 5000, retryAfterMs: 1000, random: 0 })).toBe(1000);
  });

  test.each<[string | null, number]>([
    [null, 0],
    ['0', 0],
    ['1', 1000],
    ['999999999', 999_999_999_000],
    ['1000000000', 0],
    ['-1', 0],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ])('Retry-After %s is %i ms', (header, ms) => {
    expect(retryAfterMsOf(header)).toBe(ms);
  });
});

describe('the outcome is unknown', () => {
  test.each<[string, readonly [Reply, ...Reply[]]]>([
    ['when nobody answers', [hangsUp]],
    ['when a try had no answer and the next ones are put off', [hangsUp, refuses('region_not_active')]],
    ['when the key ceases to be good after a try without answer', [hangsUp, refuses('access_key_invalid')]],
  ])('%s', async (_, replies) => {
    await using api = await anApi(...replies);
    const error = await pay(aClient({ baseUrl: api.url, retry: { triesMax: 2 } })).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(NoAnswer);
    expect((error as NoAnswer).idempotencyKey).toBe(api.arrived[0]?.headers['idempotency-key']);
  });

  test('and is known when a later try is refused for what it asks', async () => {
    await using api = await anApi(hangsUp, refuses('payment_refused'));
    await expect(pay(aClient({ baseUrl: api.url }))).rejects.toMatchObject({ code: 'payment_refused' });
  });
});
