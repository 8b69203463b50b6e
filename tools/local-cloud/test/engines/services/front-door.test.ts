import { expect, test } from 'vitest';
import { aRegion, type RigResource } from '../../processes/region/region-rig.ts';
import { aMethod, api, call, functions, post, theApi } from './an-api.ts';

test('a request becomes a proxy event, and the answer comes back as the function made it', async () => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  const answer = await call(rig, '/pay/v1/payments/pay%201?a=1&a=2&b=%2F', {
    headers: { 'X-One': 'uno' },
    host: 'API.test.redoubt.example:4500',
  });
  expect(answer.status).toBe(201);
  expect(answer.headers).toMatchObject({
    'x-region': 'us-east-1',
    'set-cookie': ['a=1', 'b=2'],
    link: '<a>, <b>',
    'content-type': 'application/json',
  });
  expect(answer.body).toMatchObject({
    resource: '/v1/payments/{id}',
    path: '/pay/v1/payments/pay%201',
    httpMethod: 'GET',
    headers: { 'X-One': 'uno', 'X-Forwarded-Proto': 'https' },
    multiValueHeaders: { 'X-One': ['uno'] },
    queryStringParameters: { a: '2', b: '/' },
    multiValueQueryStringParameters: { a: ['1', '2'], b: ['/'] },
    pathParameters: { id: 'pay 1' },
    stageVariables: null,
    requestContext: {
      stage: 'live',
      resourcePath: '/v1/payments/{id}',
      domainName: 'api.test.redoubt.example',
      apiId: api,
      accountId: '000000000000',
    },
    body: null,
    isBase64Encoded: false,
  });
  expect(answer.headers['x-amzn-requestid']).toBe(answer.body.requestContext?.requestId);
});

test.each<[string, string, string]>([
  ['a fixed part beats a parameter', '/pay/v1/payments/mine', '/v1/payments/mine'],
  ['a parameter beats a greedy one', '/pay/v1/payments/7', '/v1/payments/{id}'],
  ['a greedy parameter takes the rest', '/pay/v1/a/b/c', '/v1/{file+}'],
  ['a slash at the end is no part', '/pay/v1/payments/7/', '/v1/payments/{id}'],
])('%s', async (_, path, resource) => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  expect((await call(rig, path)).body.resource).toBe(resource);
});

test.each<[string, string | Buffer, Record<string, string>, number, string | undefined]>([
  ['fits its model', '{"amount":1}', {}, 201, undefined],
  ['is at the open bound', '{"amount":0}', {}, 400, 'malformed_request'],
  ['lacks a field', '{}', {}, 400, 'malformed_request'],
  ['has a field too many', '{"amount":1,"x":1}', {}, 400, 'malformed_request'],
  ['is no JSON', '{"amount"', {}, 400, 'malformed_request'],
  ['is empty', '', {}, 400, 'malformed_request'],
  ['is JSON with a charset', '{}', { 'Content-Type': 'application/json; charset=utf-8' }, 400, 'malformed_request'],
  ['is of a type without a model', '{}', { 'Content-Type': 'text/plain' }, 201, undefined],
  ['comes without its required header', '{"amount":1}', { 'Idempotency-Key': '' }, 400, 'refused'],
])('a body that %s is answered before or by the function', async (_, body, headers, status, code) => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  const answer = await post(rig, body, headers);
  expect(answer.status).toBe(status);
  expect(answer.body.code).toBe(code);
});

test('errors of the gateway have the shape that the template gives them', async () => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  const answer = await call(rig, '/pay/v2/none');
  expect(answer.status).toBe(404);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.body).toEqual({
    code: 'not_found',
    trace_id: answer.headers['x-correlation-id'],
    detail: 'Missing Authentication Token',
  });
});

test.each<[string, string, object, number, object]>([
  ['an unknown route', '/pay/v2/none', {}, 403, { message: 'Missing Authentication Token' }],
  ['an unknown method', '/pay/v1/payments', { method: 'DELETE' }, 403, { message: 'Missing Authentication Token' }],
  ['an unknown mapping', '/other/v1/payments', {}, 403, { message: 'Forbidden' }],
  ['an unknown host', '/pay/v1/payments', { host: 'other.example' }, 403, { message: 'Forbidden' }],
  [
    'a missing header',
    '/pay/v1/payments',
    { method: 'POST' },
    400,
    { message: 'Missing required request parameters: [Idempotency-Key]' },
  ],
  ['a function that throws', '/pay/v1/payments/1?answer=throw', {}, 502, { message: 'Internal server error' }],
  ['an answer that is none', '/pay/v1/payments/1?answer=malformed', {}, 502, { message: 'Internal server error' }],
  ['a function that is too slow', '/pay/slow?answer=never', {}, 504, { message: 'Endpoint request timed out' }],
])('without gateway responses, %s is answered as AWS does', async (_, path, options, status, body) => {
  await using rig = await aRegion({ resources: () => theApi({ responses: false }), functions });
  expect(await call(rig, path, options)).toMatchObject({ status, body });
});

test.each<[string, number, number]>([
  ['5 MB passes', 5 * 1024 * 1024, 201],
  ['more than a function takes is too large', 6 * 1024 * 1024, 413],
  ['10 MB and a byte is too large', 10 * 1024 * 1024 + 1, 413],
])('a body of %s', async (_, bytes, status) => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  expect((await post(rig, Buffer.alloc(bytes, 97), { 'Content-Type': 'text/plain' })).status).toBe(status);
});

test('a head of more than 10,240 bytes is refused', async () => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  const withHeader = (bytes: number) => call(rig, '/pay/v1/payments/1', { headers: { 'X-Long': 'x'.repeat(bytes) } });
  expect((await withHeader(9_000)).status).toBe(201);
  expect((await withHeader(10_240)).status).toBe(431);
});

test('requests over the burst are refused with 429', async () => {
  const settings = [{ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 }];
  await using rig = await aRegion({ resources: () => theApi({ stage: { MethodSettings: settings } }), functions });
  const statuses = await Promise.all([1, 2, 3].map(async () => (await call(rig, '/pay/v1/payments/1')).status));
  expect(statuses.toSorted()).toEqual([201, 201, 429]);
});

test.each([
  ['a header', '/pay/v1/payments/1', { headers: JSON.parse('{"__proto__":"x"}') as Record<string, string> }, 201],
  ['a parameter', '/pay/v1/payments/1?__proto__=1&constructor=2', {}, 201],
  ['two slashes', '//', {}, 403],
  ['two slashes before a path', '//pay/v1/payments/1', {}, 403],
  ['two slashes below the mapping', '/pay//', {}, 404],
  ['two slashes in a path', '/pay/v1//1', {}, 404],
  ['a dot that is no host', '/pay/v1/payments/@evil.example', {}, 201],
])('%s that looks like something else gets no 5xx', async (_, path, given, status) => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  expect((await call(rig, path, given)).status).toBe(status);
});

test.each(['__proto__', 'constructor', 'toString'])('a body of the type %s has no model', async (type) => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  expect((await post(rig, 'x', { 'Content-Type': type })).status).toBe(201);
});

test('a method with limits of its own answers while the others are throttled, and the other way round', async () => {
  const limits = { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 1 };
  const one = { HttpMethod: 'GET', ResourcePath: '/~1v1~1payments~1{id}' };
  const all = { HttpMethod: '*', ResourcePath: '/*' };
  const statusesBy = async (own: object, shared: object) => {
    const MethodSettings = [
      { ...all, ...shared },
      { ...one, ...own },
    ];
    await using rig = await aRegion({ resources: () => theApi({ stage: { MethodSettings } }), functions });
    const get = async () => (await call(rig, '/pay/v1/payments/1')).status;
    const send = async () => (await post(rig, '{}', { 'Content-Type': 'text/plain' })).status;
    return [await get(), await get(), await send(), await send()].map((status) => status === 429);
  };
  expect(await statusesBy(limits, {})).toEqual([false, true, false, false]);
  expect(await statusesBy({ ThrottlingBurstLimit: 100 }, limits)).toEqual([false, false, false, true]);
});

test('settings for all methods of one path are refused: they are not simulated', async () => {
  const MethodSettings = [{ HttpMethod: '*', ResourcePath: '/~1v1' }];
  await expect(aRegion({ resources: () => theApi({ stage: { MethodSettings } }), functions })).rejects.toThrow(
    /method settings for \* \/~1v1 are not simulated/,
  );
});

test.each([
  ['the route of an answer', '/pay/v1/payments/4111111111111111', 'GET /pay/v1/payments/{id} 201'],
  ['no route where there is none', '/pay/v2/4111111111111111', 'GET - 404'],
  ['no route where there is no API', '/4111111111111111', 'GET - 403'],
])('every request leaves one line in the access log: %s, never the path that was sent', async (_, path, message) => {
  await using rig = await aRegion({ resources: () => theApi(), functions });
  await call(rig, path);
  const lines = rig.logLines.filter((candidate) => candidate.includes('"component":"front-door"'));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ message, requestId: expect.any(String) }]);
  expect(lines.join()).not.toContain('4111');
});

test.each<[string, RigResource, RegExp]>([
  ['a MOCK integration', aMethod('r-v1', 'GET', { Integration: { Type: 'MOCK' } }), /only functions behind AWS_PROXY/],
  [
    'an unknown model',
    aMethod('r-v1', 'GET', { RequestModels: { 'application/json': 'None' } }),
    /model None, which is not in its API/,
  ],
])('%s fails the deployment', async (_, resource, message) => {
  await expect(aRegion({ resources: () => [...theApi(), resource], functions })).rejects.toThrow(message);
});
