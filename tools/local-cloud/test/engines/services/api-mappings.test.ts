import { describe, expect, test } from 'vitest';
import { aRegion, type RigResource } from '../../processes/region/region-rig.ts';
import { aDomain, aMapping, aMethod, api, apiName, call, functions, inApi, theApi } from './an-api.ts';

/*
 * Goal: a request meets the API that API Gateway would lead it to, and no mapping is taken that API Gateway refuses:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */

const other = 'api2';

const inOther = (resource: RigResource): RigResource => ({
  ...resource,
  properties: { ...resource.properties, RestApiId: other },
});

/** Another API of the region, which answers whatever it is asked. */
const theOtherApi: readonly RigResource[] = [
  { type: 'AWS::ApiGateway::RestApi', physicalId: other, properties: { Name: 'other-api-test' } },
  ...[
    inApi('Resource', 'r-other-rest', { ParentId: 'other-root', PathPart: '{rest+}' }),
    aMethod('other-root', 'GET'),
    aMethod('r-other-rest', 'GET'),
    inApi('Stage', 'live-other', { StageName: 'live' }),
  ].map(inOther),
];

const aRegionWith = (mappings: readonly RigResource[]) =>
  aRegion({ resources: () => [...theApi({ responses: false }), ...theOtherApi, ...mappings], functions });

const toOther = (key: string | undefined) => aMapping(key, { ApiId: other });

describe('a name with keys of several levels leads a request to the longest that matches', () => {
  test.each<[string, string, string]>([
    ['exactly the longer key', '/pay/v1/payments/mine', `${other} /`],
    ['a slash after it', '/pay/v1/payments/mine/', `${other} /`],
    ['another path below the shorter', '/pay/v1/payments/7', `${api} /v1/payments/{id}`],
    ['a path below it', '/pay/v1/payments/mine/7', `${other} /{rest+}`],
    ['no key but the empty one', '/elsewhere', `${other} /{rest+}`],
    ['the name alone', '/', `${other} /`],
  ])('%s', async (_, path, met) => {
    await using rig = await aRegionWith([toOther('pay/v1/payments/mine'), toOther(undefined)]);
    const { status, body } = await call(rig, path);
    expect(status).toBe(201);
    expect(`${body.requestContext?.apiId} ${body.resource}`).toBe(met);
  });

  test('a key that ends within a part takes the request, and none of its resources answers', async () => {
    await using rig = await aRegionWith([toOther('pay/check'), toOther(undefined)]);
    for (const path of ['/payments', '/payv1/payments/7', '/pay/checked', '/pay/check.d']) {
      expect(await call(rig, path)).toMatchObject({ status: 403, body: { message: 'Missing Authentication Token' } });
    }
  });

  test('what no key matches is forbidden, in whatever letters and however encoded', async () => {
    await using rig = await aRegionWith([toOther('check/now')]);
    for (const path of [
      '/',
      '/check',
      '/check/',
      '/check/no',
      '/Check/now',
      '/check%2Fnow',
      '/check//now',
      '//check/now',
    ]) {
      const { status, headers, body } = await call(rig, path);
      expect({ status, type: headers['x-amzn-errortype'], body }, path).toEqual({
        status: 403,
        type: 'ForbiddenException',
        body: { message: 'Forbidden' },
      });
    }
  });

  test('its functions get every header name in lower case, and the path as it was sent', async () => {
    await using rig = await aRegionWith([toOther('check/now')]);
    const { body } = await call(rig, '/check/now?a=1', { headers: { 'X-One': 'uno' } });
    expect(body).toMatchObject({ path: '/check/now', headers: { 'x-one': 'uno', 'x-forwarded-proto': 'https' } });
    expect(JSON.stringify(body.headers)).not.toMatch(/"[^":]*[A-Z][^":]*":/);
    const below = await call(rig, '/pay/v1/payments/7', { headers: { 'X-One': 'uno' } });
    expect(below.body).toMatchObject({ headers: { 'x-one': 'uno' }, multiValueHeaders: { 'x-one': ['uno'] } });
  });

  test('the access log names the key alone where the root answers', async () => {
    await using rig = await aRegionWith([toOther('check/now')]);
    await call(rig, '/check/now/');
    expect(rig.logLines.map((line) => JSON.parse(line).message)).toContain('GET /check/now 201');
  });
});

describe('a name with keys of one level', () => {
  test.each<[string, string, string]>([
    ['matches a whole part', '/pay/v1/payments/7', api],
    ['leaves what begins like a key to the empty key', '/payv1', other],
    ['leads its root by the empty key', '/', other],
  ])('%s', async (_, path, met) => {
    await using rig = await aRegionWith([toOther(undefined)]);
    const answer = await call(rig, path);
    expect(answer.status).toBe(201);
    expect(answer.body.requestContext?.apiId).toBe(met);
  });

  test('gives functions the names of headers as they were sent', async () => {
    await using rig = await aRegionWith([]);
    const { body } = await call(rig, '/pay/v1/payments/7', { headers: { 'X-One': 'uno' } });
    expect(body.headers).toMatchObject({ 'X-One': 'uno' });
  });
});

describe('a deployment fails by a mapping', () => {
  test.each<[string, RigResource, RegExp]>([
    ['of a key that is there', aMapping('pay', { ApiId: other }), /^ApiMapping key already exists for .*: pay$/],
    ['with a slash at the beginning', aMapping('/check'), /may not begin or end with a slash/],
    ['with a slash at the end', aMapping('check/'), /may not begin or end with a slash/],
    ['of a slash alone', aMapping('/'), /may not begin or end with a slash/],
    ['with two slashes in a row', aMapping('check//now'), /or hold two in a row/],
    ['with a brace', aMapping('check/{id}'), /may hold only letters, numbers and/],
    ['with an encoded letter', aMapping('check%20now'), /may hold only letters, numbers and/],
    ['with letters of another alphabet', aMapping('prüfen'), /may hold only letters, numbers and/],
    ['of 301 characters', aMapping('k'.repeat(301)), /is longer than 300 characters/],
    [
      'of a name that is not here',
      aMapping('check', { DomainName: 'other.example' }),
      /invalid domain name identifier/,
    ],
    ['of an API that is not here', aMapping('check', { ApiId: 'none' }), /invalid API identifier specified: none/],
    ['of a stage that is not there', aMapping('check', { Stage: 'test' }), /invalid stage identifier specified: test/],
  ])('%s', async (_, mapping, message) => {
    const refused = await aRegionWith([mapping]).catch((error: unknown) => error);
    expect(String((refused as Error).message).replace(/^.*?: (?=ApiMapping)/, '')).toMatch(message);
  });

  test.each<[string, Readonly<Record<string, unknown>>, boolean]>([
    ['an edge-optimized one', { EndpointConfiguration: { Types: ['EDGE'] } }, false],
    ['one of no kind, which is edge-optimized', { EndpointConfiguration: undefined }, false],
    ['one with TLS 1.0', { SecurityPolicy: 'TLS_1_0' }, false],
    ['one without a policy', { SecurityPolicy: undefined }, false],
    ['a regional one with TLS 1.2', {}, true],
  ])('a key of several levels and its name is %s', async (_, over, isTaken) => {
    const resources = theApi().filter(({ type }) => !/(DomainName|ApiMapping)$/.test(type));
    const deployed = aRegion({ resources: () => [...resources, aDomain(over), aMapping('check/now')], functions });
    if (isTaken) await (await deployed)[Symbol.asyncDispose]();
    else await expect(deployed).rejects.toThrow('these need a regional domain name with SecurityPolicy TLS_1_2');
  });

  test('the 201st key of several levels', async () => {
    const levelled = (count: number) => Array.from({ length: count }, (_, index) => aMapping(`check/${index}`));
    {
      await using rig = await aRegionWith([...levelled(200), aMapping('k'.repeat(300))]);
      expect((await call(rig, `/${'k'.repeat(300)}/v1/payments/7`)).status).toBe(201);
    }
    await expect(aRegionWith(levelled(201))).rejects.toThrow(
      `${apiName} would be one more than 200 with several levels`,
    );
  });
});
