import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A POST of valid JSON to `/v1/things` as API Gateway hands it over, changed where a test cares. */
export function anApiEvent(over: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  return {
    httpMethod: 'POST',
    path: '/v1/things',
    resource: '/v1/things',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'key-1' },
    multiValueHeaders: {},
    body: '{"name":"one"}',
    isBase64Encoded: false,
    pathParameters: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    requestContext: {} as APIGatewayProxyEvent['requestContext'],
    ...over,
  };
}
