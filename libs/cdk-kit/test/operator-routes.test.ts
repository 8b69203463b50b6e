import type { ApiRoute } from '@redoubt/contracts';
import type { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { operatorRoles, ServiceApi } from '../src/index.ts';
import { rolesFor } from '../src/permissions/operator-grants.ts';
import { aServiceTemplate } from './support/a-service-stack.ts';

const answer = { status: 200, description: 'The thing', schema: z.object({}) };
const common = { operationId: 'thing', summary: 'A thing', idempotencyKey: 'ignored', answer, problems: [] } as const;

const aRoute = (method: 'GET' | 'POST', path: string, access: ApiRoute['access'] = 'public'): ApiRoute => ({
  ...common,
  method,
  path,
  access,
});

const deployed = (routes: readonly ApiRoute[], seat: 'primary' | 'secondary' = 'primary'): Promise<Template> =>
  aServiceTemplate((stack, fn) => {
    const api = new ServiceApi(stack, 'Api', { service: 'transactions', description: 'Things' });
    const table = Object.fromEntries(routes.map((route, index) => [`route-${index}`, route]));
    api.routes(table, Object.fromEntries(Object.keys(table).map((name) => [name, fn])));
  }, seat);

const routes = [
  aRoute('GET', '/v1/payments/{id}', { scope: 'payments:read' }),
  aRoute('GET', '/v1/health'),
  aRoute('GET', '/v1/rules', 'public'),
  aRoute('GET', '/v1/blocklist', 'operator'),
  aRoute('POST', '/v1/blocklist', 'operator'),
  aRoute('POST', '/v1/merchants/{id}/terms', 'operator'),
  aRoute('POST', '/v1/payments/{id}/approvals', 'operator'),
  aRoute('POST', '/v1/payments/{id}/rejections', 'operator'),
];

interface Policy {
  readonly ManagedPolicyName: string;
  readonly Roles: readonly string[];
  readonly PolicyDocument: { readonly Statement: readonly Record<string, unknown>[] };
}

/** Statements of each role's policy, each resource as `<METHOD><path>` behind the API and its stage. */
function grantsOf(template: Template): Record<string, unknown> {
  const policies = Object.values(template.findResources('AWS::IAM::ManagedPolicy')).map(
    ({ Properties }) => Properties as Policy,
  );
  const isOfOperators = ({ Roles }: Policy) => Roles.every((role) => typeof role === 'string');
  return Object.fromEntries(
    policies.filter(isOfOperators).map(({ Roles, PolicyDocument }) => [
      Roles.join(),
      PolicyDocument.Statement.map(({ Sid, Effect, Action, Resource }) => [
        ...[Sid, Effect, Action].filter((part) => part !== undefined),
        ...[Resource].flat().map((arn) => {
          const parts = (arn as { readonly 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
          return String(parts.at(-1)).replace('/live/', '');
        }),
      ]),
    ]),
  );
}

test('a route of operators demands a signature, every other one nothing of the gateway', async () => {
  const methods = Object.values((await deployed(routes)).findResources('AWS::ApiGateway::Method'));
  const types = methods.map(({ Properties }) => `${Properties.HttpMethod} ${Properties.AuthorizationType}`);
  expect(types.sort()).toEqual([
    ...['GET AWS_IAM', 'GET NONE', 'GET NONE', 'GET NONE'],
    ...['POST AWS_IAM', 'POST AWS_IAM', 'POST AWS_IAM', 'POST AWS_IAM'],
  ]);
});

test('each role may invoke its routes of this API and nothing else', async () => {
  const allow = ['Allow', 'execute-api:Invoke'];
  expect(grantsOf(await deployed(routes))).toEqual({
    'observer-role-dev': [[...allow, 'GET/v1/blocklist']],
    'operator-role-dev': [
      [...allow, 'GET/v1/blocklist', 'POST/v1/blocklist'],
      ['OperatorRoutes', ...allow, 'POST/v1/merchants/*/terms'],
    ],
    'approver-role-dev': [
      [...allow, 'GET/v1/blocklist'],
      ['OperatorRoutes', ...allow, 'POST/v1/payments/*/approvals', 'POST/v1/payments/*/rejections'],
    ],
  });
});

test('a grant names the region, the account and the API', async () => {
  const [policy] = Object.values((await deployed(routes)).findResources('AWS::IAM::ManagedPolicy')).filter(
    ({ Properties }) => Properties.Roles[0] === 'observer-role-dev',
  );
  expect(policy?.['Properties'].PolicyDocument.Statement[0].Resource).toEqual({
    'Fn::Join': [
      '',
      ['arn:aws:execute-api:us-east-1:000000000000:', { Ref: expect.stringMatching(/^Api/) }, '/live/GET/v1/blocklist'],
    ],
  });
});

test('policies are named by region: IAM would take the second region’s for a change of the first’s', async () => {
  const names = async (seat: 'primary' | 'secondary') =>
    Object.values((await deployed(routes, seat)).findResources('AWS::IAM::ManagedPolicy'))
      .map(({ Properties }) => Properties.ManagedPolicyName as string)
      .filter((name) => name.includes('transactions'));
  expect(await names('primary')).toContain('us-east-1-transactions-observer-dev');
  expect(await names('secondary')).toContain('us-east-2-transactions-observer-dev');
});

test('an API without routes of operators attaches nothing to their roles', async () => {
  expect(grantsOf(await deployed(routes.slice(0, 3)))).toEqual({});
});

test.each([
  ['GET', '/v1/audit-log', operatorRoles],
  ['POST', '/v1/merchants', ['operator']],
  ['POST', '/v1/payments/{id}/dispute-wins', ['operator']],
  ['POST', '/v1/failovers', ['operator']],
  ['POST', '/v1/failovers/{epoch}/approvals', ['approver']],
  ['POST', '/v1/payments/{id}/rejections', ['approver']],
  ['POST', '/v1/rejections/{id}', ['operator']],
])('%s %s is for %j', (method, path, roles) => {
  expect(rolesFor({ method, path })).toEqual(roles);
});

test.each([
  [
    'before',
    [aRoute('POST', '/v1/payments/{id}', 'operator'), aRoute('POST', '/v1/payments/{id}/approvals', 'operator')],
  ],
  [
    'after',
    [aRoute('POST', '/v1/payments/{id}/approvals', 'operator'), aRoute('POST', '/v1/payments/{id}', 'operator')],
  ],
])('a route whose grant would reach another role’s is refused, declared %s it', async (_, table) => {
  await expect(deployed(table)).rejects.toThrow(
    /POST \/v1\/payments\/\{id\} \(operator\) reaches POST \/v1\/payments\/\{id\}\/approvals \(approver\) too/,
  );
});

test('a grant may reach another route of the same role', async () => {
  const table = [aRoute('GET', '/v1/merchants/{id}', 'operator'), aRoute('GET', '/v1/merchants/{id}/keys', 'operator')];
  await expect(deployed(table)).resolves.toBeDefined();
});

test('the access log says who called, and the kind of an error: its text repeats what was sent', async () => {
  const [stage] = Object.values((await deployed(routes)).findResources('AWS::ApiGateway::Stage'));
  const format = JSON.parse(stage?.['Properties'].AccessLogSetting.Format) as Record<string, string>;
  expect(format).toMatchObject({ caller: '$context.identity.userArn', error: '$context.error.responseType' });
});
