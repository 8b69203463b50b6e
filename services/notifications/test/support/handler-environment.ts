import { leaseViewOf } from '@redoubt/lambda-kit';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { vi } from 'vitest';

/** The environment that the stack gives to functions; import it before a route. */
for (const [name, value] of Object.entries({
  AWS_REGION: 'us-east-1',
  ENDPOINT_TABLE: 'endpoint-table-test',
  MAIL_FROM: 'notifications@test.redoubt.example',
  MAIL_CONFIGURATION_SET: 'notifications-mail-set-test',
  NOTIFICATIONS_TABLE: 'notifications-table-test',
  WEBHOOK_KEY_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:webhook-key-secret-test',
  ACCESS_TABLE: 'access-table-test',
  LIMITS_TABLE: 'limits-table-test',
  ACCESS_PEPPERS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:access-peppers-secret-test',
  EVENT_BUS_NAME: 'payments-bus-test',
  REGION_STATE_TABLE: 'region-state-table-test',
  LEASE_MS: '1000',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
})) {
  vi.stubEnv(name, value);
}

export const activeView = leaseViewOf(
  { epoch: 3, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
  'us-east-1',
);

export const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

/** A request as API Gateway hands it over. */
export function anApiEvent(over: Partial<APIGatewayProxyEvent>): APIGatewayProxyEvent {
  return {
    httpMethod: 'POST',
    resource: '/v1/endpoints',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'key-1' },
    body: null,
    isBase64Encoded: false,
    pathParameters: null,
    queryStringParameters: null,
    ...over,
  } as APIGatewayProxyEvent;
}
