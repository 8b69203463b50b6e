import type { HttpFunction, LeaseView } from '@redoubt/lambda-kit';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { vi } from 'vitest';

/** What the stack gives to functions; importing this is enough for handlers to start. */
for (const [name, value] of Object.entries({
  AWS_REGION: 'us-east-1',
  JOURNAL_TABLE: 'journal-table-test',
  EVENT_BUS_NAME: 'payments-bus-test',
  VALIDATION_TABLE: 'validation-table-test',
  VALIDATION_TOKEN_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:validation-token-secret-test',
  REGION_STATE_TABLE: 'region-state-table-test',
  SESSION_TABLE: 'session-table-test',
  LEASE_MS: '1000',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
})) {
  vi.stubEnv(name, value);
}

const view: LeaseView = { epoch: 3, activeRegion: 'us-east-1', mode: 'open', region: 'us-east-1', isActive: true };
export const activeLease = { current: () => Promise.resolve(view) };
export const standbyLease = {
  current: () => Promise.resolve({ ...view, activeRegion: 'us-east-2', isActive: false }),
};

/** What a test says of a request; the rest is that of a good one. */
export interface TestRequest {
  /** Text is sent as it is, anything else as JSON; `undefined` is no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly path?: Readonly<Record<string, string>>;
}

/** Sends a request to a function as API Gateway does, and reads the answer. */
export async function send(fn: HttpFunction, { body, headers, path }: TestRequest) {
  const event = {
    httpMethod: 'POST',
    resource: '/test',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'key-1', ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    pathParameters: path ?? null,
    queryStringParameters: null,
    requestContext: { identity: { sourceIp: '192.0.2.7' } },
  } as unknown as APIGatewayProxyEvent;
  const answer = await fn(event, { getRemainingTimeInMillis: () => 10_000 } as Context);
  return { ...answer, problem: JSON.parse(answer.body) };
}
