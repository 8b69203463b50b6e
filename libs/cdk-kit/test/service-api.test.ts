import { type ApiRoute, problems } from '@redoubt/contracts';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { gatewayAnswers } from '../src/gateway-problems.ts';
import { ServiceApi } from '../src/index.ts';
import { aServiceTemplate } from './support/a-service-stack.ts';

const CreatePayment = z.object({ amount_minor: z.string().regex(/^[0-9]+$/) });

const aTemplate = (schema: z.ZodType = CreatePayment) =>
  aServiceTemplate((stack, fn) => {
    const api = new ServiceApi(stack, 'Api', { service: 'validation', description: 'Payments in' });
    const body = { name: 'CreatePayment', schema };
    api.route({ method: 'POST', path: '/v1/payments', fn, body });
    api.route({ method: 'POST', path: '/payment/validate', below: 'public-name', fn, body });
    api.route({ method: 'GET', path: '/health', fn });
  });

let template: Template;
beforeAll(async () => {
  template = await aTemplate();
});

test('AP1 the gateway refuses a body by the model of the very schema that the handler uses', () => {
  template.hasResourceProperties('AWS::ApiGateway::Model', {
    Name: 'CreatePayment',
    Schema: { properties: { amount_minor: { type: 'string', pattern: '^[0-9]+$' } }, required: ['amount_minor'] },
  });
  template.hasResourceProperties('AWS::ApiGateway::RequestValidator', {
    ValidateRequestBody: true,
    ValidateRequestParameters: true,
  });
});

test('two routes with the same body have one model', () => {
  template.resourceCountIs('AWS::ApiGateway::Model', 1);
});

test('AP1 a table of routes is deployed as it stands, each model under the id of its schema', async () => {
  const CreateThing = z.strictObject({ name: z.string() }).meta({ id: 'CreateThing' });
  const answer = { status: 200, description: 'The thing', schema: z.object({}) };
  const common = {
    operationId: 'thing',
    summary: 'A thing',
    access: 'public',
    idempotencyKey: 'ignored',
    answer,
    problems: [],
  } as const;
  const table = {
    'get-thing': { ...common, method: 'GET', path: '/v1/things/{id}' },
    'post-thing': { ...common, method: 'POST', path: '/v1/things', body: CreateThing },
  } as const satisfies Readonly<Record<string, ApiRoute>>;
  const of = (routes: typeof table) =>
    aServiceTemplate((stack, fn) => {
      const api = new ServiceApi(stack, 'Api', { service: 'validation', description: 'Things' });
      api.routes(routes, { 'get-thing': fn, 'post-thing': fn });
    });
  const deployed = await of(table);
  expect(
    Object.values(deployed.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => Properties.HttpMethod),
  ).toEqual(['GET', 'POST']);
  deployed.hasResourceProperties('AWS::ApiGateway::Model', { Name: 'CreateThing' });
  const nameless = { ...table, 'post-thing': { ...table['post-thing'], body: z.strictObject({}) } };
  await expect(of(nameless as unknown as typeof table)).rejects.toThrow('needs a schema with an id');
});

test('AP1 a stage takes 10,000 requests a second and bursts of 5,000, and logs no bodies', () => {
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    StageName: 'live',
    MethodSettings: [
      Match.objectLike({ ThrottlingRateLimit: 10_000, ThrottlingBurstLimit: 5_000, DataTraceEnabled: false }),
    ],
    AccessLogSetting: Match.anyValue(),
  });
});

const mappingsOf = (of: Template) =>
  Object.values(of.findResources('AWS::ApiGatewayV2::ApiMapping')).map(({ Properties }) => [
    Properties.DomainName.Ref,
    Properties.ApiMappingKey,
  ]);

test('the firewall of the region is asked before the API', () => {
  template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
    WebACLArn: { Ref: 'PlatformFirewallArn' },
    ResourceArn: Match.objectLike({
      'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/restapis/'), Match.stringLikeRegexp('/stages/')])],
    }),
  });
});

test('AP2 the API answers below its service, under the shared name and the region’s own', () => {
  expect(mappingsOf(template)).toEqual(
    expect.arrayContaining([
      ['PlatformApiDomainName', 'validation'],
      ['PlatformApiRegionalDomainName', 'validation'],
    ]),
  );
  template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
});

test('AP3 a route below the public name has a mapping of its own, whose key is all of its path', () => {
  expect(mappingsOf(template).slice(2)).toEqual([
    ['PlatformApiDomainName', 'payment/validate'],
    ['PlatformApiRegionalDomainName', 'payment/validate'],
  ]);
  template.hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'POST',
    ResourceId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Api'), 'RootResourceId'] },
  });
  template.resourcePropertiesCountIs('AWS::ApiGateway::Resource', { PathPart: 'payment' }, 0);
});

test('a second route below the public name is refused: the two would answer at each other’s address', async () => {
  const two = aServiceTemplate((stack, fn) => {
    const api = new ServiceApi(stack, 'Api', { service: 'validation', description: 'Payments in' });
    api.route({ method: 'POST', path: '/payment/validate', below: 'public-name', fn });
    api.route({ method: 'GET', path: '/payment/rules', below: 'public-name', fn });
  });
  await expect(two).rejects.toThrow('/payment/rules would answer at /payment/validate too');
});

test('the access log says which mapping a request came by: the root alone does not', () => {
  const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
  expect(stage?.['Properties'].AccessLogSetting.Format).toContain('$context.customDomain.basePathMatched');
});

test('a changed model makes a new deployment: a stage serves what was deployed, not what is defined', async () => {
  const deploymentOf = (of: Template) => Object.keys(of.findResources('AWS::ApiGateway::Deployment'));
  const changed = await aTemplate(z.object({ amount_minor: z.string() }));
  expect(deploymentOf(changed)).not.toEqual(deploymentOf(template));
});

test.each(['INVALID_SIGNATURE', 'EXPIRED_TOKEN', 'ACCESS_DENIED', 'DEFAULT_4XX'])(
  'a caller whom the gateway refuses by %s is denied access, with the reason',
  (type) => {
    const answer = gatewayAnswers().find(({ responseType }) => responseType === type);
    expect(answer?.responseTemplates['application/json']).toMatch(
      /"status":403,"code":"access_denied".*"detail":\$context\.error\.messageString\}$/,
    );
  },
);

test('a caller who signs nothing is not told that there is a route', () => {
  const answer = gatewayAnswers().find(({ responseType }) => responseType === 'MISSING_AUTHENTICATION_TOKEN');
  expect(answer).toMatchObject({ statusCode: '404' });
  expect(answer?.responseTemplates['application/json']).not.toContain('$context.error');
});

test.each(gatewayAnswers())('the gateway’s own $responseType is a problem', ({ responseTemplates, statusCode }) => {
  const text = (responseTemplates['application/json'] ?? '')
    .replace('$context.error.messageString', '"Forbidden"')
    .replace('$context.error.validationErrorString', '[]')
    .replace('$context.requestId', 'id-1');
  const problem = JSON.parse(text) as { code: keyof typeof problems; status: number; trace_id: string };
  expect(problems[problem.code].status).toBe(problem.status);
  expect(problem.trace_id).toBe('id-1');
  if (statusCode !== undefined) expect(statusCode).toBe(String(problem.status));
});
