import type { HttpFunction } from '@redoubt/lambda-kit';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { vi } from 'vitest';

// Read when a function is made: importing this is enough.
vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

/** What a test says about a request; the rest of the gateway's event no handler reads. */
export interface ApiRequest {
  readonly id?: string;
  /** As it stands in the URL: `limit=2&cursor=…`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Sent as it is when it is a string, as JSON otherwise. */
  readonly body?: unknown;
}

/** Sends a request to a function as API Gateway does, and reads the answer. */
export async function ask(fn: HttpFunction, { id, query = '', headers = {}, body }: ApiRequest) {
  const parameters = [...new URLSearchParams(query)];
  const event = {
    httpMethod: body === undefined ? 'GET' : 'POST',
    resource: '/v1/payments/{id}',
    pathParameters: id === undefined ? null : { id },
    queryStringParameters: parameters.length === 0 ? null : Object.fromEntries(parameters),
    multiValueQueryStringParameters: parameters.length === 0 ? null : allOf(parameters),
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEvent;
  const answer = await fn(event, aLambdaContext);
  return {
    status: answer.statusCode,
    headers: answer.headers ?? {},
    text: answer.body,
    json: answer.body === '' ? undefined : JSON.parse(answer.body),
  };
}

const allOf = (parameters: readonly (readonly [string, string])[]): Record<string, string[]> =>
  Object.fromEntries(
    [...Map.groupBy(parameters, ([name]) => name)].map(([name, all]) => [name, all.map(([, value]) => value)]),
  );

const aLambdaContext = {
  functionName: 'test',
  awsRequestId: 'request',
  getRemainingTimeInMillis: () => 10_000,
} as unknown as Context;
