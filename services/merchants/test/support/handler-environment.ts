import { vi } from 'vitest';

/** The environment that the stack gives to functions; import it before a route. */
for (const [name, value] of Object.entries({
  AWS_REGION: 'us-east-1',
  ACCESS_TABLE: 'access-table-test',
  ACCESS_PEPPERS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:access-peppers-secret-test',
  EVENT_BUS_NAME: 'payments-bus-test',
  REGION_STATE_TABLE: 'region-state-table-test',
  LEASE_MS: '1000',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
})) {
  vi.stubEnv(name, value);
}

/** An operator, as API Gateway names who has signed a request. */
export const operator = 'arn:aws:sts::000000000000:assumed-role/operator-role-test/alice';
