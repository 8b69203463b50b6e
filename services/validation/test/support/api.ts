import { type HttpFunction, leaseViewOf, withCanaries } from '@redoubt/lambda-kit';
import { type ApiRequest, aDoorkeeper, ask, withOwnKey } from '@redoubt/lambda-kit/http-contract';
import { vi } from 'vitest';

/** The environment that the stack gives to functions; import it before a route. */
for (const [name, value] of Object.entries({
  AWS_REGION: 'us-east-1',
  JOURNAL_TABLE: 'journal-table-test',
  CANARY_KEY_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:canary-key-secret-test',
  EVENT_BUS_NAME: 'payments-bus-test',
  VALIDATION_TABLE: 'validation-table-test',
  VALIDATION_TOKEN_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:validation-token-secret-test',
  ACCESS_TABLE: 'access-table-test',
  LIMITS_TABLE: 'limits-table-test',
  ACCESS_PEPPERS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:access-peppers-secret-test',
  REGION_STATE_TABLE: 'region-state-table-test',
  SESSION_TABLE: 'session-table-test',
  SETTINGS_TABLE: 'settings-table-test',
  LEASE_MS: '1000',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
})) {
  vi.stubEnv(name, value);
}

/** The key of canaries' passes. */
export const canaryKey = () => Promise.resolve('canary-key');
/** Lets in merchants by their names, and canaries by their passes. */
export const keys = withCanaries(aDoorkeeper, canaryKey);

const view = leaseViewOf({ epoch: 3, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' }, 'us-east-1');
export const activeLease = { current: () => Promise.resolve(view) };
/** Active, and its writer is not open yet. */
export const recoveringLease = {
  current: () => Promise.resolve(leaseViewOf({ ...view, mode: 'recovering', stage: 'fenced' }, 'us-east-1')),
};
export const standbyLease = {
  current: () => Promise.resolve(leaseViewOf({ ...view, activeRegion: 'us-east-2' }, 'us-east-1')),
};

/** Sends a request to a merchant's route, with keys that are good if a test says nothing of them. */
export async function send(fn: HttpFunction, { headers, ...request }: ApiRequest) {
  const keyed = { ...request, headers: { 'Idempotency-Key': 'key-1', ...headers } };
  const answer = await ask(fn, withOwnKey({ access: { scope: 'payments:write' } }, keyed));
  return { statusCode: answer.status, headers: answer.headers, body: answer.text, problem: answer.json };
}
