import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FaultError } from '../../src/fault-error.ts';
import { jsonAnswer, versionedAnswer } from '../../src/http/http-answer.ts';
import { httpHandler } from '../../src/http/http-handler.ts';
import { ProblemError } from '../../src/problem-error.ts';
import { type LeaseView, leaseViewOf } from '../../src/region-lease.ts';
import { captureOutput } from '../captured-output.ts';
import { aContext } from '../lambda-context.ts';
import { anApiEvent } from './api-event.ts';

process.env['AWS_REGION'] = 'us-east-1';
const output = captureOutput();
const Thing = z.strictObject({ name: z.string().max(10) });

function aLease(over: Partial<LeaseView> = {}): { current(): Promise<LeaseView> } {
  const state = { epoch: 3, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' } as const;
  return { current: () => Promise.resolve({ ...leaseViewOf(state, 'us-east-1'), ...over }) };
}

function aRoute(answer: () => Promise<never> | undefined = () => undefined, lease = aLease()) {
  return httpHandler({
    access: 'public',
    body: Thing,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    handle: async ({ body, idempotencyKey }, scope) => {
      await answer();
      return jsonAnswer(202, { name: body.name, key: idempotencyKey, epoch: scope.lease.epoch });
    },
  });
}

describe('an admitted request', () => {
  test('is answered as JSON under the region and epoch that served it', async () => {
    const answer = await aRoute()(anApiEvent(), aContext());
    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(answer.body)).toEqual({ name: 'one', key: 'key-1', epoch: 3 });
    expect(answer.headers).toMatchObject({ 'Content-Type': 'application/json', 'X-Served-By': 'us-east-1;3' });
  });

  test('keeps the correlation id of its caller', async () => {
    const event = anApiEvent();
    event.headers['X-CORRELATION-ID'] = 'journey-7';
    expect((await aRoute()(event, aContext())).headers?.['X-Correlation-Id']).toBe('journey-7');
  });

  test.each([
    ['as the gateway saw it', { identity: { sourceIp: '192.0.2.7' } }, '192.0.2.7'],
    ['unknown where no gateway is in front', {}, undefined],
  ])('knows the address it came from: %s', async (_, requestContext, expected) => {
    let seen: string | undefined = 'not called';
    const handler = httpHandler({
      access: 'public',
      idempotencyKey: 'ignored',
      admits: 'any-region',
      handle: async ({ sourceIp }) => {
        seen = sourceIp;
        return jsonAnswer(200, {});
      },
    });
    await handler(anApiEvent({ requestContext: requestContext as never }), aContext());
    expect(seen).toBe(expected);
  });

  test.each([
    ['by the principal that has signed it', 'arn:aws:iam::111122223333:user/ada', 'arn:aws:iam::111122223333:user/ada'],
    ['unknown where nothing had to be signed', null, undefined],
  ])('knows its caller: %s', async (_, userArn, expected) => {
    let seen: string | undefined = 'not called';
    const handler = httpHandler({
      access: 'public',
      idempotencyKey: 'ignored',
      admits: 'any-region',
      handle: async ({ caller }) => {
        seen = caller;
        return jsonAnswer(200, {});
      },
    });
    await handler(anApiEvent({ requestContext: { identity: { userArn } } as never }), aContext());
    expect(seen).toBe(expected);
  });

  test('has its key where the route lets it send one, and none where it sent none', async () => {
    const handler = httpHandler({
      access: 'public',
      idempotencyKey: 'optional',
      admits: 'any-region',
      handle: async ({ idempotencyKey = null }) => jsonAnswer(200, { key: idempotencyKey }),
    });
    const ask = async (headers: Record<string, string>) =>
      JSON.parse((await handler(anApiEvent({ headers }), aContext())).body);
    expect(await ask({ 'idempotency-key': 'key-1' })).toEqual({ key: 'key-1' });
    expect(await ask({})).toEqual({ key: null });
    for (const key of ['', 'a b', 'k'.repeat(256), '4111111111111111']) {
      expect(await ask({ 'idempotency-key': key })).toMatchObject({ code: 'malformed_request' });
    }
  });

  test('has its query read by the schema of its route', async () => {
    const handler = httpHandler({
      access: 'public',
      query: z.strictObject({ limit: z.coerce.number().int().max(10).default(5) }),
      idempotencyKey: 'ignored',
      admits: 'any-region',
      handle: async ({ query }) => jsonAnswer(200, query),
    });
    const ask = (queryStringParameters: Record<string, string> | null) =>
      handler(anApiEvent({ queryStringParameters }), aContext());
    expect(JSON.parse((await ask(null)).body)).toEqual({ limit: 5 });
    expect(JSON.parse((await ask({ limit: '10' })).body)).toEqual({ limit: 10 });
    expect(JSON.parse((await ask({ limit: '11' })).body)).toMatchObject({
      code: 'malformed_request',
      errors: [{ pointer: '/limit' }],
    });
  });

  test('is answered 304 without body and media type when its caller has the thing', async () => {
    const handler = httpHandler({
      access: 'public',
      idempotencyKey: 'ignored',
      admits: 'any-region',
      handle: async ({ ifNoneMatch }) => versionedAnswer({ name: 'one' }, { etag: '"7"', ifNoneMatch }),
    });
    const ask = (headers: Record<string, string>) => handler(anApiEvent({ headers }), aContext());
    const unchanged = await ask({ 'if-none-match': 'W/"6", "7"' });
    expect(unchanged).toMatchObject({ statusCode: 304, body: '', headers: { ETag: '"7"' } });
    expect(unchanged.headers).not.toHaveProperty('Content-Type');
    expect(await ask({ 'if-none-match': '"6"' })).toMatchObject({ statusCode: 200, headers: { ETag: '"7"' } });
    expect(await ask({})).toMatchObject({ statusCode: 200, body: '{"name":"one"}' });
  });

  test('is served while the region recovers: the journal takes commands before the ledger does', async () => {
    const answer = await aRoute(undefined, aLease({ mode: 'recovering' }))(anApiEvent(), aContext());
    expect(answer.statusCode).toBe(202);
  });
});

describe('a refused request', () => {
  test('gets 503 and Retry-After when the region is standby', async () => {
    const lease = aLease({ activeRegion: 'us-east-2', isActive: false });
    const answer = await aRoute(undefined, lease)(anApiEvent(), aContext());
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toMatchObject({ 'Retry-After': '1', 'Content-Type': 'application/problem+json' });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'region_not_active', retryable: true });
  });

  test('gets 404 for an id that could be a card number, and the answer does not repeat it', async () => {
    const handler = httpHandler({
      access: 'public',
      idempotencyKey: 'ignored',
      admits: 'any-region',
      handle: async ({ pathParameters }) => jsonAnswer(200, pathParameters),
    });
    const ask = (id: string) => handler(anApiEvent({ pathParameters: { id } }), aContext());
    const refused = await ask('4111111111111111');
    expect(refused.statusCode).toBe(404);
    expect(refused.body).not.toContain('4111');
    expect((await ask('ses_41111111111151119111111111111111')).statusCode).toBe(200);
  });

  test('gets 503 and Retry-After when the region state is out of reach', async () => {
    const lease = { current: () => Promise.reject(new FaultError('region_state_unreachable', 'no quorum')) };
    const answer = await aRoute(undefined, lease)(anApiEvent(), aContext());
    expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([503, 'region_not_active']);
  });

  test.each<[string, string | undefined]>([
    ['absent', undefined],
    ['empty', ''],
    ['longer than 255', 'k'.repeat(256)],
    ['not ASCII', 'schlüssel'],
    ['with a blank', 'a b'],
  ])('names the key that is %s', async (_, key) => {
    const event = anApiEvent({ headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key } });
    const answer = await aRoute()(event, aContext());
    expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([400, 'idempotency_key_missing']);
  });

  test('takes a key of 255', async () => {
    const event = anApiEvent({ headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k'.repeat(255) } });
    expect((await aRoute()(event, aContext())).statusCode).toBe(202);
  });

  test('says which field is wrong, and traces', async () => {
    const answer = await aRoute()(anApiEvent({ body: '{"name":7,"extra":1}' }), aContext());
    const problem = JSON.parse(answer.body);
    expect(problem).toMatchObject({ code: 'malformed_request', trace_id: answer.headers?.['X-Correlation-Id'] });
    expect(problem.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code])).toEqual([
      ['/name', 'wrong_type'],
      ['/extra', 'unknown_field'],
    ]);
  });

  test('carries the detail of a problem that the use case raised', async () => {
    const route = aRoute(() => Promise.reject(new ProblemError('amount_over_limit', 'at most 5')));
    const answer = await route(anApiEvent(), aContext());
    expect([answer.statusCode, JSON.parse(answer.body).detail]).toEqual([422, 'at most 5']);
  });
});

describe('faults and mistakes', () => {
  test('a fault is a 503 that says nothing of its cause', async () => {
    const fault = new FaultError('journal_unreachable', 'table journal-table-dev', { cause: new Error('socket') });
    const answer = await aRoute(() => Promise.reject(fault))(anApiEvent(), aContext());
    expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([503, 'journal_unreachable']);
    expect(answer.body).not.toContain('journal-table-dev');
    expect(output.text()).toContain('journal-table-dev');
  });

  test('a mistake is a 500 without details, and its details are in the log', async () => {
    const answer = await aRoute(() => Promise.reject(new TypeError('x is undefined')))(anApiEvent(), aContext());
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('undefined');
    expect(output.text()).toContain('x is undefined');
  });

  test('bodies and headers reach no log, whatever becomes of the request', async () => {
    const secret = 'do-not-log-me';
    const event = anApiEvent({ body: `{"name":"${secret}"`, headers: { 'content-type': 'application/json' } });
    event.headers['Authorization'] = secret;
    event.headers['X-Correlation-Id'] = '4111-1111-1111-1111';
    await aRoute()(event, aContext());
    await aRoute()(anApiEvent({ body: `{"name":"${secret}"}` }), aContext());
    expect(output.text()).toContain('answered');
    expect(output.text()).not.toContain(secret);
    expect(output.text()).not.toContain('4111');
  });
});

test('a route for any region answers without looking at the region state', async () => {
  const health = httpHandler({
    access: 'public',
    idempotencyKey: 'ignored',
    admits: 'any-region',
    handle: () => Promise.resolve(jsonAnswer(200, { status: 'ok' })),
  });
  const answer = await health(anApiEvent({ httpMethod: 'GET', body: null, headers: {} }), aContext());
  expect([answer.statusCode, answer.headers?.['X-Served-By']]).toEqual([200, 'us-east-1']);
});
