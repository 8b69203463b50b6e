import { type HttpFunction, leaseViewOf } from '@redoubt/lambda-kit';
import { type ApiRequest, ask } from '@redoubt/lambda-kit/http-contract';
import { vi } from 'vitest';

/** The environment that the stack gives to functions; import it before a route. */
for (const [name, value] of Object.entries({
  AWS_REGION: 'us-east-1',
  JOURNAL_TABLE: 'journal-table-test',
  CANARY_KEY_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:canary-key-secret-test',
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

/** The key of canaries' passes. */
export const canaryKey = () => Promise.resolve('canary-key');

const view = leaseViewOf({ epoch: 3, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' }, 'us-east-1');
export const activeLease = { current: () => Promise.resolve(view) };
/** Active, and its writer is not open yet. */
export const recoveringLease = {
  current: () => Promise.resolve(leaseViewOf({ ...view, mode: 'recovering', stage: 'fenced' }, 'us-east-1')),
};
export const standbyLease = {
  current: () => Promise.resolve(leaseViewOf({ ...view, activeRegion: 'us-east-2' }, 'us-east-1')),
};

/** Sends a request to a function with a key that is good, if a test says nothing of it. */
export async function send(fn: HttpFunction, { headers, ...request }: ApiRequest) {
  const answer = await ask(fn, { ...request, headers: { 'Idempotency-Key': 'key-1', ...headers } });
  return { statusCode: answer.status, headers: answer.headers, body: answer.text, problem: answer.json };
}
