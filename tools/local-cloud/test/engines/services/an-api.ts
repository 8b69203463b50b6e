import { request } from 'node:http';
import { aFunction, functionArn, type RegionRig, type RigResource } from '../../processes/region/region-rig.ts';

/** Id of the API. */
export const api = 'api1';

/** The name that leads to it. */
export const apiName = 'api.test.redoubt.example';

export const inApi = (type: string, physicalId: string, properties: object): RigResource => ({
  type: `AWS::ApiGateway::${type}`,
  physicalId,
  properties: { RestApiId: api, ...properties },
});

/** A domain name as the platform has it, unless told otherwise. */
export function aDomain(over: Readonly<Record<string, unknown>> = {}): RigResource {
  return {
    type: 'AWS::ApiGateway::DomainName',
    physicalId: apiName,
    properties: {
      DomainName: apiName,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'TLS_1_2',
      ...over,
    },
  };
}

export function aMapping(key: string | undefined, over: Readonly<Record<string, unknown>> = {}): RigResource {
  return {
    type: 'AWS::ApiGatewayV2::ApiMapping',
    physicalId: `mapping-${key ?? 'none'}`,
    properties: {
      ApiId: api,
      DomainName: apiName,
      Stage: 'live',
      ...(key === undefined ? {} : { ApiMappingKey: key }),
      ...over,
    },
  };
}

const model = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  properties: { amount: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
  required: ['amount'],
  additionalProperties: false,
};

export function aMethod(resourceId: string, httpMethod: string, over: object = {}): RigResource {
  return inApi('Method', `${resourceId}-${httpMethod}`, {
    ResourceId: resourceId,
    HttpMethod: httpMethod,
    Integration: {
      Type: 'AWS_PROXY',
      IntegrationHttpMethod: 'POST',
      Uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn('serve')}/invocations`,
    },
    ...over,
  });
}

const problem = (code: string) => ({
  ResponseParameters: {
    'gatewayresponse.header.Content-Type': "'application/problem+json'",
    'gatewayresponse.header.X-Correlation-Id': 'context.requestId',
  },
  ResponseTemplates: {
    'application/json': `{"code":"${code}","trace_id":"$context.requestId","detail":$context.error.messageString}`,
  },
});

/** An API below `/pay`. */
export function theApi({
  stage = {},
  responses = true,
}: {
  stage?: object;
  responses?: boolean;
} = {}): readonly RigResource[] {
  return [
    aFunction('serve', { Timeout: 30 }),
    { type: 'AWS::ApiGateway::RestApi', physicalId: api, properties: { Name: 'api-test' } },
    inApi('Resource', 'r-v1', { ParentId: 'root', PathPart: 'v1' }),
    inApi('Resource', 'r-payments', { ParentId: 'r-v1', PathPart: 'payments' }),
    inApi('Resource', 'r-payment', { ParentId: 'r-payments', PathPart: '{id}' }),
    inApi('Resource', 'r-mine', { ParentId: 'r-payments', PathPart: 'mine' }),
    inApi('Resource', 'r-files', { ParentId: 'r-v1', PathPart: '{file+}' }),
    inApi('Model', 'Payment', { Schema: model }),
    inApi('RequestValidator', 'validator', { ValidateRequestBody: true, ValidateRequestParameters: true }),
    aMethod('r-payments', 'POST', {
      RequestValidatorId: 'validator',
      RequestModels: { 'application/json': 'Payment' },
      RequestParameters: { 'method.request.header.Idempotency-Key': true },
    }),
    inApi('Resource', 'r-slow', { ParentId: 'root', PathPart: 'slow' }),
    aMethod('r-slow', 'GET', {
      Integration: { ...(aMethod('', '').properties['Integration'] as object), TimeoutInMillis: 300 },
    }),
    aMethod('r-payment', 'GET'),
    aMethod('r-mine', 'GET'),
    aMethod('r-files', 'ANY'),
    ...(responses
      ? [
          inApi('GatewayResponse', 'g1', { ResponseType: 'BAD_REQUEST_BODY', ...problem('malformed_request') }),
          inApi('GatewayResponse', 'g2', {
            ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
            StatusCode: '404',
            ...problem('not_found'),
          }),
          inApi('GatewayResponse', 'g3', { ResponseType: 'DEFAULT_4XX', ...problem('refused') }),
          inApi('GatewayResponse', 'g4', { ResponseType: 'DEFAULT_5XX', ...problem('internal_error') }),
        ]
      : []),
    inApi('Stage', 'live', { StageName: 'live', ...stage }),
    aDomain(),
    aMapping('pay'),
  ];
}

export const functions = {
  serve: `export const handler = async (event) => {
    const wanted = event.queryStringParameters?.answer;
    if (wanted === 'throw') throw new Error('secret detail');
    if (wanted === 'malformed') return { status: 200 };
    if (wanted === 'never') return new Promise(() => setTimeout(() => {}, 60000));
    if (event.body?.length > 1000) event.body = 'long';
    return { statusCode: 201, headers: { 'X-Region': process.env.AWS_REGION }, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], Link: ['<a>', '<b>'] }, body: JSON.stringify(event) };
  };`,
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Fields of a proxy event that the function echoes, or of an error. */
  readonly body: {
    readonly code?: string;
    readonly resource?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly requestContext?: { readonly requestId: string; readonly apiId: string };
  };
}

export function call(
  rig: RegionRig,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
    host = apiName,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer; host?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${rig.frontDoor}${path}`, { method, headers: { Host: host, ...headers } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null'),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export const post = (rig: RegionRig, body: string | Buffer, headers: Record<string, string> = {}) =>
  call(rig, '/pay/v1/payments', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k', ...headers },
  });
