import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** What a test says about a request; the rest of the gateway's event no handler reads. */
export interface ApiRequest {
  readonly method?: string;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when it is a string, as JSON otherwise. */
  readonly body?: unknown;
}

export function anApiEvent({ method = 'POST', id, query = {}, headers = {}, body }: ApiRequest): APIGatewayProxyEvent {
  return {
    httpMethod: method,
    resource: '/v1/payments/{id}',
    pathParameters: id === undefined ? null : { id },
    queryStringParameters: query,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEvent;
}

export const aLambdaContext = {
  functionName: 'test',
  awsRequestId: 'request',
  getRemainingTimeInMillis: () => 10_000,
} as unknown as Context;
