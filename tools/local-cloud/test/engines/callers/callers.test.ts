import { describe, expect, test } from 'vitest';
import { account } from '../../processes/region/region-rig.ts';
import {
  allow,
  aRequest,
  aRoleOfPeople,
  credentialsOf,
  granted,
  invokeArn,
  now,
  type Sending,
  send,
} from './a-caller.ts';
import { sha256, signByHand } from './sign-by-hand.ts';

/*
 * Goal: a method with AWS_IAM lets in what API Gateway lets in, and nothing else.
 *
 * Method: requests are signed by hand, without the library that the local cloud checks them with; each is changed in one place, and
 * each bound is met from both sides. The signing itself is held to a published example.
 */

/** Type and exception of a refusal, and the beginning of its text; `in` for a caller that is let in. */
async function outcomeOf(sending: Sending): Promise<string> {
  const answer = await send(sending);
  if (answer.outcome === 'caller') return 'in';
  const { type, errorType, message = '' } = answer.error;
  return [type, errorType, message].filter((part) => part !== undefined && part !== '').join(' ');
}

test("the tests' own signature is the one of AWS' published example", () => {
  // `get-vanilla` of https://docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html
  const { authorization } = signByHand(
    { method: 'GET', path: '/', headers: { host: 'example.amazonaws.com' } },
    {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      at: '20150830T123600Z',
      service: 'service',
    },
  );
  expect(authorization).toMatch(/Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31$/);
});

test('a caller is who its session is, in the words of an assumed role', async () => {
  const { accessKeyId } = credentialsOf('operator-role-dev');
  const principal = expect.stringMatching(/^AROA[0-9A-F]{17}:alice$/);
  expect(await send()).toEqual({
    outcome: 'caller',
    caller: {
      accessKey: accessKeyId,
      accountId: account,
      caller: principal,
      user: principal,
      userArn: `arn:aws:sts::${account}:assumed-role/operator-role-dev/alice`,
    },
  });
});

describe('the clock of a request', () => {
  const at = '20261129T120000Z';
  test.each<[string, number, string]>([
    ['five minutes behind is good', 300_000, 'in'],
    [
      'a millisecond more is not',
      300_001,
      `INVALID_SIGNATURE Signature expired: ${at} is now earlier than ${at} (20261129T120500Z - 5 min.)`,
    ],
    ['five minutes ahead is good', -300_000, 'in'],
    [
      'a millisecond more ahead is not',
      -300_001,
      `INVALID_SIGNATURE Signature not yet current: ${at} is still later than 20261129T115959Z (20261129T115459Z + 5 min.)`,
    ],
  ])('that is %s', async (_, laterMs, outcome) => {
    expect(await outcomeOf({ receivedAt: now + laterMs })).toBe(outcome);
  });
});

const mismatch = 'INVALID_SIGNATURE';

test.each<[string, Sending]>([
  ['body', { sent: { body: '{"rate":"9"}' } }],
  ['method', { sent: { method: 'GET' } }],
  ['path', { sent: { path: '/pay/v1/merchants/other/terms' } }],
  ['spelling of the path', { sent: { path: '/pay/v1/merchants/acme%20in%63/terms' } }],
  ['value in the query', { sent: { query: 'limit=50&note=a%20b%2Bc' } }],
  ['parameter more', { sent: { query: 'limit=5&note=a%20b%2Bc&x=1' } }],
  ['parameter called as signatures are', { sent: { query: 'X-Amz-Signature=1&limit=5&note=a%20b%2Bc' } }],
  ['parameter less', { sent: { query: 'limit=5' } }],
  ['parameter called __proto__', { sent: { query: '__proto__=1&limit=5&note=a%20b%2Bc' } }],
  ['header that is signed', { sent: { headers: { 'idempotency-key': 'k-2' } } }],
  ['host', { sent: { headers: { host: 'us-east-2.api.dev.redoubt.example' } } }],
  [
    'digit of the signature',
    {
      headers: ({ authorization = '', ...rest }) => ({
        ...rest,
        authorization: `${authorization.slice(0, -1)}${authorization.endsWith('0') ? '1' : '0'}`,
      }),
    },
  ],
  [
    'order of the signed headers',
    {
      headers: ({ authorization = '', ...rest }) => ({
        ...rest,
        authorization: authorization.replace('host;idempotency-key', 'idempotency-key;host'),
      }),
    },
  ],
  ['signed header that is taken away', { headers: ({ 'idempotency-key': _, ...rest }) => rest }],
  [
    'body than the one whose hash is stated and signed',
    {
      request: { ...aRequest, headers: { ...aRequest.headers, 'x-amz-content-sha256': sha256(aRequest.body ?? '') } },
      sent: { body: '{"rate":"9"}' },
    },
  ],
  ['token that is not signed', { signing: { unsigned: ['x-amz-security-token'] } }],
])('a request is refused for another %s', async (_, sending) => {
  expect(await outcomeOf(sending)).toBe(mismatch);
});

test('a header that is not signed may differ, as on AWS', async () => {
  expect(await outcomeOf({ sent: { headers: { accept: 'text/plain' } } })).toBe('in');
});

test.each<[string, Sending, string]>([
  [
    'another region',
    { signing: { region: 'us-east-2' } },
    "Credential should be scoped to a valid region, not 'us-east-2'.",
  ],
  [
    'another service',
    { signing: { service: 'lambda' } },
    "Credential should be scoped to correct service: 'execute-api'.",
  ],
  [
    'another end',
    { signing: { terminator: 'aws5_request' } },
    "Credential should be scoped with a valid terminator: 'aws4_request'.",
  ],
  [
    'another day',
    { signing: { date: '20261128' } },
    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261128' != '20261129', from '20261129T120000Z'.",
  ],
  [
    'no host among the signed headers',
    { signing: { unsigned: ['host'] } },
    "'Host' must be a 'SignedHeader' in the AWS Authorization.",
  ],
  [
    'no time among the signed headers',
    { signing: { unsigned: ['x-amz-date'] } },
    "'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.",
  ],
])('a credential scope with %s is refused', async (_, sending, message) => {
  expect(await outcomeOf(sending)).toBe(`${mismatch} ${message}`);
});

const withAuthorization = (change: (authorization: string) => string): Sending => ({
  headers: (signed) => ({ ...signed, authorization: change(signed['authorization'] ?? '') }),
});
const incomplete = 'DEFAULT_4XX IncompleteSignatureException';
const notPairs = 'Invalid key=value pair (missing equal-sign) in Authorization header.';

test.each<[string, Sending, string]>([
  ['without any', { headers: ({ authorization: _, ...rest }) => rest }, 'MISSING_AUTHENTICATION_TOKEN'],
  ['with an empty one', withAuthorization(() => ''), 'MISSING_AUTHENTICATION_TOKEN'],
  ["with a merchant's key", withAuthorization(() => 'Bearer rk_live_1_secret'), `${incomplete} ${notPairs}`],
  ['with two', withAuthorization((text) => `${text}, ${text}`), `${incomplete} ${notPairs}`],
  [
    'with another algorithm',
    withAuthorization((text) => text.replace('HMAC', 'ECDSA-P256')),
    `${incomplete} ${notPairs}`,
  ],
  [
    'without a signature',
    withAuthorization((text) => text.replace(/, Signature=.*/, '')),
    `${incomplete} Authorization header requires 'Signature' parameter.`,
  ],
  [
    'with a credential of four parts',
    withAuthorization((text) => text.replace('/aws4_request', '')),
    `${incomplete} Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.`,
  ],
  [
    'without a time',
    { headers: ({ 'x-amz-date': _, ...rest }) => rest },
    `${incomplete} Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.`,
  ],
  [
    'with a time in words',
    { headers: (signed) => ({ ...signed, 'x-amz-date': 'today' }) },
    `${incomplete} Date must be in ISO-8601 'basic format'.`,
  ],
])('an Authorization header: %s', async (_, sending, outcome) => {
  expect(await outcomeOf(sending)).toBe(outcome);
});

test('a refusal repeats nothing of the header: it may be a token of somebody', async () => {
  for (const secret of ['Bearer rk_live_secret', 'AWS4-HMAC-SHA256 rk_live_secret'])
    expect(JSON.stringify(await send(withAuthorization(() => secret)))).not.toContain('rk_live');
});

const unrecognized = 'DEFAULT_4XX UnrecognizedClientException The security token included in the request is invalid.';
const alice = credentialsOf('operator-role-dev');
const bob = credentialsOf('operator-role-dev', { session: 'bob' });
const madeUp = (claims: object) =>
  Buffer.from(JSON.stringify({ ...claims, expiresAt: now + 1000 })).toString('base64url');

test.each<[string, Sending, string]>([
  ['the token of another session', { credentials: { ...alice, sessionToken: bob.sessionToken } }, unrecognized],
  ['the access key of another session', { credentials: { ...alice, accessKeyId: bob.accessKeyId } }, unrecognized],
  ['the secret of another session', { credentials: { ...alice, secretAccessKey: bob.secretAccessKey } }, mismatch],
  [
    'credentials of another cloud',
    { credentials: credentialsOf('operator-role-dev', { of: 'another key' }) },
    unrecognized,
  ],
  [
    "a function's access key",
    { credentials: { ...alice, accessKeyId: 'failover-watch-dev', secretAccessKey: 'local' } },
    unrecognized,
  ],
  [
    "the tools' access key",
    { credentials: { ...alice, accessKeyId: 'operator', secretAccessKey: 'unused', sessionToken: '' } },
    unrecognized,
  ],
  ['a session of a role that is not there', { credentials: credentialsOf('nobody-role-dev') }, unrecognized],
  [
    'a token that its holder has made up',
    { credentials: { ...alice, sessionToken: madeUp({ roleName: 'approver-role-dev', session: 'bob' }) } },
    unrecognized,
  ],
  [
    'a session in its last millisecond',
    { credentials: credentialsOf('operator-role-dev', { expiresAt: now + 1 }) },
    'in',
  ],
  [
    'a session that has ended',
    { credentials: credentialsOf('operator-role-dev', { expiresAt: now }) },
    'EXPIRED_TOKEN',
  ],
])('credentials: %s', async (_, sending, outcome) => {
  expect(await outcomeOf(sending)).toBe(outcome);
});

const denied = (why: string) =>
  `ACCESS_DENIED User: arn:aws:sts::${account}:assumed-role/operator-role-dev/alice is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:api1/live/POST/v1/merchants/acme%20inc/terms ${why}`;
const notAllowed = denied('because no identity-based policy allows the execute-api:Invoke action');
const role = (...statements: Parameters<typeof aRoleOfPeople>[1][]) => ({
  roles: aRoleOfPeople('operator-role-dev', ...statements),
});

test.each<[string, Sending, string]>([
  ['nothing', role(), notAllowed],
  ['this route', { roles: granted }, 'in'],
  ['another method', role(allow(invokeArn('GET', '/v1/merchants/*/terms'))), notAllowed],
  ['another route', role(allow(invokeArn('POST', '/v1/merchants/*/keys'))), notAllowed],
  ['a route that this one begins with', role(allow(invokeArn('POST', '/v1/merchants'))), notAllowed],
  ["the other region's API", role(allow(invokeArn('POST', '/v1/merchants/*/terms', 'us-east-2'))), notAllowed],
  [
    'another action',
    role(allow(invokeArn('POST', '/v1/merchants/*/terms'), { Action: 'execute-api:InvalidateCache' })),
    notAllowed,
  ],
  ['any action of API Gateway', role(allow('*', { Action: 'execute-api:*' })), 'in'],
  ['one character for each question mark', role(allow(invokeArn('????', '/v1/merchants/acme?20inc/terms'))), 'in'],
  ['one character too few', role(allow(invokeArn('???', '/v1/merchants/acme%20inc/terms'))), notAllowed],
  [
    'this route, and denies it',
    role(allow('*'), allow(invokeArn('POST', '/v1/merchants/acme*'), { Effect: 'Deny' })),
    denied('with an explicit deny in an identity-based policy'),
  ],
])('a role that grants %s', async (_, sending, outcome) => {
  expect(await outcomeOf(sending)).toBe(outcome);
});

test('a role that only a service may assume has no sessions', async () => {
  const [own, policy] = granted;
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  const ofService = { ...own, properties: { AssumeRolePolicyDocument: { Statement: [trust] } } };
  expect(await outcomeOf({ roles: [ofService, policy] as typeof granted })).toBe(unrecognized);
});
