import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { HttpFunction } from '../../src/http/http-handler.ts';

/** The parts of a request that handlers read. */
export interface ApiRequest {
  readonly path?: Readonly<Record<string, string>>;
  /** As it stands in the URL: `limit=2&cursor=…`. */
  readonly query?: string;
  /** A list is a header that is sent several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Text is sent as it is, anything else as JSON; `undefined` is no body. */
  readonly body?: unknown;
  /** ARN of the principal that has signed the request, where the gateway has checked a signature. */
  readonly caller?: string | undefined;
}

/** Sends a request to a function as API Gateway does, and reads the answer. */
export async function ask(fn: HttpFunction, request: ApiRequest) {
  const { statusCode, headers = {}, body } = await fn(eventOf(request), context);
  return { status: statusCode, headers, text: body, json: body === '' ? undefined : JSON.parse(body) };
}

export type ApiAnswer = Awaited<ReturnType<typeof ask>>;

function eventOf({ path, query = '', headers, body, caller }: ApiRequest): APIGatewayProxyEvent {
  const parameters = [...new URLSearchParams(query)];
  const all = [...Map.groupBy(parameters, ([name]) => name)];
  const sent = Object.entries({ 'Content-Type': 'application/json', ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat()] as const],
  );
  return {
    httpMethod: body === undefined ? 'GET' : 'POST',
    resource: '/test',
    pathParameters: path ?? null,
    queryStringParameters: parameters.length === 0 ? null : Object.fromEntries(parameters),
    multiValueQueryStringParameters:
      parameters.length === 0
        ? null
        : Object.fromEntries(all.map(([name, of]) => [name, of.map(([, value]) => value)])),
    // As API Gateway does it: the last value of each, and all of them.
    headers: Object.fromEntries(sent.map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(sent),
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { identity: { sourceIp: '192.0.2.7', userArn: caller ?? null } },
  } as unknown as APIGatewayProxyEvent;
}

const context = {
  functionName: 'test',
  awsRequestId: 'request',
  getRemainingTimeInMillis: () => 10_000,
} as unknown as Context;
