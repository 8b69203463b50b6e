/** The environment that the stack gives to functions; import it before a route. */
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  JOURNAL_TABLE: 'journal-table-bench',
  CANARY_KEY_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:canary-key-secret-bench',
  EVENT_BUS_NAME: 'payments-bus-bench',
  VALIDATION_TABLE: 'validation-table-bench',
  ACCESS_TABLE: 'access-table-bench',
  LIMITS_TABLE: 'limits-table-bench',
  ACCESS_PEPPERS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:access-peppers-secret-bench',
  REGION_STATE_TABLE: 'region-state-table-bench',
  SETTINGS_TABLE: 'settings-table-bench',
  LEASE_MS: '1000',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
});
