import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { HttpFunction } from '../../src/http/http-handler.ts';

/** The parts of a request that handlers read. */
export interface ApiRequest {
  readonly path?: Readonly<Record<string, string>>;
  /** As it stands in the URL: `limit=2&cursor=…`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Text is sent as it is, anything else as JSON; `undefined` is no body. */
  readonly body?: unknown;
}

/** Sends a request to a function as API Gateway does, and reads the answer. */
export async function ask(fn: HttpFunction, request: ApiRequest) {
  const { statusCode, headers = {}, body } = await fn(eventOf(request), context);
  return { status: statusCode, headers, text: body, json: body === '' ? undefined : JSON.parse(body) };
}

export type ApiAnswer = Awaited<ReturnType<typeof ask>>;

function eventOf({ path, query = '', headers, body }: ApiRequest): APIGatewayProxyEvent {
  const parameters = [...new URLSearchParams(query)];
  const all = [...Map.groupBy(parameters, ([name]) => name)];
  return {
    httpMethod: body === undefined ? 'GET' : 'POST',
    resource: '/test',
    pathParameters: path ?? null,
    queryStringParameters: parameters.length === 0 ? null : Object.fromEntries(parameters),
    multiValueQueryStringParameters:
      parameters.length === 0
        ? null
        : Object.fromEntries(all.map(([name, of]) => [name, of.map(([, value]) => value)])),
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { identity: { sourceIp: '192.0.2.7' } },
  } as unknown as APIGatewayProxyEvent;
}

const context = {
  functionName: 'test',
  awsRequestId: 'request',
  getRemainingTimeInMillis: () => 10_000,
} as unknown as Context;
