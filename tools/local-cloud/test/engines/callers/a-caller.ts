import type { IncomingMessage } from 'node:http';
import { rolesOfPeople } from '../../../src/definitions/role-identities.ts';
import { type AuthorizedCaller, IamCallers } from '../../../src/engines/api-gateway/caller/authorize-caller.ts';
import { HttpRequest } from '../../../src/engines/api-gateway/http-request.ts';
import type { ResolvedResource } from '../../../src/protocol/resolved.ts';
import { type RoleCredentials, roleCredentials } from '../../../src/protocol/role-credentials.ts';
import { account, type RigResource } from '../../processes/region/region-rig.ts';
import { type HandSigned, type HandSigning, signByHand } from './sign-by-hand.ts';

/** Key of the cloud. */
export const key = 'a key';

/** When the requests of these tests arrive. */
export const now = Date.parse('2026-11-29T12:00:00.000Z');
const at = '20261129T120000Z';

export const invokeArn = (method: string, path: string, region = 'us-east-1') =>
  `arn:aws:execute-api:${region}:${account}:api1/live/${method}${path}`;

type Statement = Readonly<Record<string, unknown>>;

export const allow = (Resource: string | readonly string[], more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource,
  ...more,
});

/** A role that people of the account may assume, with a policy beside it. */
export function aRoleOfPeople(name: string, ...statements: readonly Statement[]): readonly RigResource[] {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${account}:root` } };
  return [
    {
      type: 'AWS::IAM::Role',
      physicalId: name,
      properties: { RoleName: name, AssumeRolePolicyDocument: { Statement: [trust] } },
    },
    {
      type: 'AWS::IAM::ManagedPolicy',
      physicalId: `arn:aws:iam::${account}:policy/${name}-grants`,
      properties: { PolicyDocument: { Statement: statements }, Roles: [name] },
    },
  ];
}

/** Credentials of a session called `alice`, for an hour from {@link now} on. */
export function credentialsOf(
  roleName: string,
  { session = 'alice', expiresAt = now + 3_600_000, of = key } = {},
): RoleCredentials {
  return roleCredentials(of, { roleName, session, expiresAt });
}

/** The request that most tests send. */
export const aRequest: HandSigned = {
  method: 'POST',
  path: '/pay/v1/merchants/acme%20inc/terms',
  query: 'limit=5&note=a%20b%2Bc',
  headers: { host: 'us-east-1.api.dev.redoubt.example', 'idempotency-key': 'k-1' },
  body: '{"rate":"1"}',
};
/** Its path as the API has it: without the key of the mapping. */
const withoutKey = (path: string) => path.replace(/^\/pay/, '');

export interface Sending {
  readonly request?: HandSigned;
  readonly credentials?: RoleCredentials;
  readonly signing?: Partial<HandSigning>;
  /** Changes of a stranger on the way. */
  readonly sent?: Partial<HandSigned>;
  /** Changes the headers after they were signed. */
  readonly headers?: (signed: Record<string, string>) => Record<string, string>;
  readonly roles?: readonly RigResource[];
  readonly receivedAt?: number;
}

export const granted = aRoleOfPeople('operator-role-dev', allow(invokeArn('POST', '/v1/merchants/*/terms')));

/** Signs a request by hand, sends it as it is told, and returns what the door makes of it. */
export async function send({
  request = aRequest,
  credentials = credentialsOf('operator-role-dev'),
  signing = {},
  sent = {},
  headers: changed = (signed) => signed,
  roles = granted,
  receivedAt = now,
}: Sending = {}): Promise<AuthorizedCaller> {
  const { sessionToken, accessKeyId, secretAccessKey } = credentials;
  const headers = { ...request.headers, 'x-amz-security-token': sessionToken };
  const signed = changed(signByHand({ ...request, headers }, { accessKeyId, secretAccessKey, at, ...signing }));
  const { method, path, query, body = '' } = { ...request, ...sent };
  const incoming = {
    url: query === undefined ? path : `${path}?${query}`,
    method,
    headers: { host: signed['host'] },
    rawHeaders: Object.entries({ ...signed, ...sent.headers }).flat(),
    socket: {},
  };
  const resources = roles.map(
    (resource): ResolvedResource => ({
      ...resource,
      logicalId: resource.physicalId,
      stackName: 'stack-test',
      region: 'us-east-1',
    }),
  );
  const model = {
    ...{ account, region: 'us-east-1', suffix: 'dev', peers: [], resources: [], buckets: {} },
    ...{ assetFolders: {}, templates: {}, roles: rolesOfPeople(resources) },
  };
  const callers = new IamCallers({ model: () => model, roleKey: key });
  return await callers.authorize(
    new HttpRequest(incoming as unknown as IncomingMessage, Buffer.from(body)),
    { apiId: 'api1', stage: 'live', httpMethod: method, path: withoutKey(path) },
    receivedAt,
  );
}
