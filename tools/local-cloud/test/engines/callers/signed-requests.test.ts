import { expect, test } from 'vitest';
import { signRequest } from '../../../src/client/sign-request.ts';
import { roleCredentials } from '../../../src/protocol/role-credentials.ts';
import { aRegion, type RegionRig, type RigResource, roleKey } from '../../processes/region/region-rig.ts';
import { aMethod, apiName, call, functions, inApi, theApi } from '../services/an-api.ts';
import { allow, aRoleOfPeople } from './a-caller.ts';

/** An API with a route for anybody, one to list by and one to change by, which asks for a header and a body besides. */
const operated: readonly RigResource[] = [
  inApi('Resource', 'r-operators', { ParentId: 'r-v1', PathPart: 'operators' }),
  inApi('Resource', 'r-entry', { ParentId: 'r-operators', PathPart: '{id}' }),
  aMethod('r-operators', 'GET', { AuthorizationType: 'AWS_IAM' }),
  aMethod('r-entry', 'POST', {
    AuthorizationType: 'AWS_IAM',
    RequestValidatorId: 'validator',
    RequestModels: { 'application/json': 'Payment' },
    RequestParameters: { 'method.request.header.Idempotency-Key': true },
  }),
  ...aRoleOfPeople('observer-role-dev', allow('arn:aws:execute-api:us-east-1:*:api1/live/GET/v1/operators')),
  ...aRoleOfPeople('operator-role-dev', allow('arn:aws:execute-api:us-east-1:*:api1/live/POST/v1/operators/*')),
];

const aDoor = ({ responses = true } = {}): Promise<RegionRig> =>
  aRegion({ resources: () => [...theApi({ responses }), ...operated], functions });

const base = `http://${apiName}/pay/v1`;

interface Sent {
  readonly method?: 'GET' | 'POST';
  readonly role?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly region?: string;
}

/** Sends a request as the command line does. */
async function send(
  rig: RegionRig,
  path: string,
  { method = 'GET', role = 'observer-role-dev', headers = {}, body, region = 'us-east-1' }: Sent = {},
) {
  const credentials = roleCredentials(roleKey, { roleName: role, session: 'alice', expiresAt: Date.now() + 60_000 });
  const request = { method, url: `${base}${path}`, headers, ...(body === undefined ? {} : { body }) };
  const signed = await signRequest(request, { credentials, region });
  const { pathname, search } = new URL(signed.url);
  return await call(rig, `${pathname}${search}`, { method, headers: { ...signed.headers }, body: body ?? '' });
}

const change: Sent = {
  method: 'POST',
  role: 'operator-role-dev',
  headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' },
  body: '{"amount":1}',
};

test('a function is told who has signed', async () => {
  await using rig = await aDoor();
  const { status, body } = await send(rig, '/operators');
  expect(status).toBe(201);
  expect(body.requestContext).toMatchObject({
    identity: {
      accessKey: expect.stringMatching(/^ASIA[0-9A-F]{16}$/),
      accountId: '000000000000',
      caller: expect.stringMatching(/^AROA[0-9A-F]{17}:alice$/),
      user: expect.stringMatching(/^AROA[0-9A-F]{17}:alice$/),
      userArn: 'arn:aws:sts::000000000000:assumed-role/observer-role-dev/alice',
    },
  });
});

test.each<[string, string, Sent]>([
  ['parameters with spaces, plus signs and other alphabets', '/operators?note=a b+c&name=Zürich&name=東京&empty=', {}],
  [
    'a body in another alphabet',
    '/operators/caf%C3%A9',
    { ...change, body: '{"amount":1}', headers: { ...change.headers, 'X-Reason': 'a  b ' } },
  ],
  ['characters that a path may hold', "/operators/a:b@c,d(e)'f", change],
])("the door takes the SDK's signature over %s", async (_, path, sent) => {
  await using rig = await aDoor();
  expect((await send(rig, path, sent)).status).toBe(201);
});

test('refusals have the shape that the template gives them', async () => {
  await using rig = await aDoor();
  const refusals = [
    await call(rig, '/pay/v1/operators'),
    await call(rig, '/pay/v1/operators', { headers: { Authorization: 'Bearer rk_live_1_secret' } }),
    await send(rig, '/operators', { region: 'us-east-2' }),
    await send(rig, '/operators', { role: 'operator-role-dev' }),
  ];
  expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
    [404, 'not_found'],
    [403, 'refused'],
    [403, 'refused'],
    [403, 'refused'],
  ]);
  for (const { headers } of refusals) expect(headers['content-type']).toBe('application/problem+json');
});

test('without gateway responses, refusals are as AWS words them', async () => {
  await using rig = await aDoor({ responses: false });
  const refusals = [
    await call(rig, '/pay/v1/operators'),
    await call(rig, '/pay/v1/operators', { headers: { Authorization: 'Bearer rk_live_1_secret' } }),
    await send(rig, '/operators', { role: 'nobody-role-dev' }),
    await send(rig, '/operators', { region: 'us-east-2' }),
    await send(rig, '/operators', { role: 'operator-role-dev' }),
  ];
  expect(refusals.map(({ status, headers }) => `${status} ${headers['x-amzn-errortype']}`)).toEqual([
    '403 MissingAuthenticationTokenException',
    '403 IncompleteSignatureException',
    '403 UnrecognizedClientException',
    '403 InvalidSignatureException',
    '403 AccessDeniedException',
  ]);
  expect(refusals[0]?.body).toEqual({ message: 'Missing Authentication Token' });
});

test('who may not come in does not learn what a request lacks', async () => {
  await using rig = await aDoor();
  const bad = { ...change, body: '{}' };
  expect((await send(rig, '/operators/1', { ...bad, role: 'observer-role-dev' })).status).toBe(403);
  expect((await send(rig, '/operators/1', bad)).body.code).toBe('malformed_request');
});

test("an Authorization header is the handler's matter where the method asks for none", async () => {
  await using rig = await aDoor();
  expect(
    (await call(rig, '/pay/v1/payments/1', { headers: { Authorization: 'Bearer rk_live_1_secret' } })).status,
  ).toBe(201);
});

test('the access log says which refusal it was, and holds no path and no token', async () => {
  await using rig = await aDoor();
  await send(rig, '/operators/4111111111111111', { ...change, role: 'observer-role-dev' });
  const lines = rig.logLines.filter((line) => line.includes('"component":"front-door"'));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { message: 'POST /pay/v1/operators/{id} 403', error: 'AccessDeniedException' },
  ]);
  expect(lines.join()).not.toContain('4111');
});
