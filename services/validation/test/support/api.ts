import type { HttpFunction, LeaseView } from '@redoubt/lambda-kit';
import { type ApiRequest, ask } from '@redoubt/lambda-kit/http-contract';
import { vi } from 'vitest';

/** The environment that the stack gives to functions; import it before a route. */
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
/** Active, and its writer is not open yet. */
export const recoveringLease = { current: () => Promise.resolve({ ...view, mode: 'recovering' as const }) };
export const standbyLease = {
  current: () => Promise.resolve({ ...view, activeRegion: 'us-east-2', isActive: false }),
};

/** Sends a request to a function with a key that is good, if a test says nothing of it. */
export async function send(fn: HttpFunction, { headers, ...request }: ApiRequest) {
  const answer = await ask(fn, { ...request, headers: { 'Idempotency-Key': 'key-1', ...headers } });
  return { statusCode: answer.status, headers: answer.headers, body: answer.text, problem: answer.json };
}
