import type { ServiceName } from './service-names.ts';

/**
 * Everything platform promises to services, under `/payment/{suffix}/…` in each region's Parameter Store.
 *
 * Values are those of the region the parameter is read in. This module is the only tie between the apps: platform's
 * test compares what it publishes with this list, and services can read nothing else.
 */
export const platformParameters = {
  vpcId: 'network/vpc-id',
  availabilityZones: 'network/availability-zones',
  privateSubnetIds: 'network/private-subnet-ids',
  senderSubnetIds: 'network/sender-subnet-ids',
  senderSecurityGroupId: 'network/sender-security-group-id',
  functionSecurityGroupId: 'network/function-security-group-id',
  ledgerClusterArn: 'ledger/cluster-arn',
  ledgerClusterId: 'ledger/cluster-id',
  ledgerGlobalClusterId: 'ledger/global-cluster-id',
  ledgerOwnerSecretArn: 'ledger/owner-secret-arn',
  ledgerReaderSecretArn: 'ledger/reader-secret-arn',
  ledgerWriterSecretArn: 'ledger/writer-secret-arn',
  ledgerRecoverySecretArn: 'ledger/recovery-secret-arn',
  ledgerMaintenanceSecretArn: 'ledger/maintenance-secret-arn',
  ledgerDatabaseName: 'ledger/database-name',
  journalTableName: 'tables/journal-name',
  journalTableArn: 'tables/journal-arn',
  regionStateTableName: 'tables/region-state-name',
  regionStateTableArn: 'tables/region-state-arn',
  sessionTableName: 'tables/session-name',
  sessionTableArn: 'tables/session-arn',
  accessTableName: 'tables/access-name',
  accessTableArn: 'tables/access-arn',
  limitsTableName: 'tables/limits-name',
  limitsTableArn: 'tables/limits-arn',
  settingsTableName: 'tables/settings-name',
  settingsTableArn: 'tables/settings-arn',
  archiveBucketName: 'archive/bucket-name',
  archiveBucketArn: 'archive/bucket-arn',
  eventBusName: 'events/bus-name',
  eventBusArn: 'events/bus-arn',
  apiDomainName: 'api/domain-name',
  apiRegionalDomainName: 'api/regional-domain-name',
  apiPeerDomainName: 'api/peer-domain-name',
  firewallArn: 'api/firewall-arn',
  alarmTopicArn: 'alarms/topic-arn',
  keyArn: 'encryption/key-arn',
  webhookKeySecretArn: 'webhooks/key-secret-arn',
  accessPeppersSecretArn: 'access/peppers-secret-arn',
  canaryKeySecretArn: 'canaries/key-secret-arn',
  primaryRegion: 'regions/primary',
  secondaryRegion: 'regions/secondary',
  leaseMs: 'regions/lease-ms',
  signalIntervalMs: 'regions/signal-interval-ms',
} as const;

/**
 * Roles in the ledger's database, beside its owner. A function logs in as the user of one of them, and may execute what it
 * grants: show payments, book and change them, bring the ledger to the journal, or check, archive and forget.
 */
export const ledgerRoles = ['reader', 'writer', 'recovery', 'maintenance'] as const;
export type LedgerRole = (typeof ledgerRoles)[number];

/** The parameter that names the secret of each role's user. */
export const ledgerRoleSecrets = {
  reader: 'ledgerReaderSecretArn',
  writer: 'ledgerWriterSecretArn',
  recovery: 'ledgerRecoverySecretArn',
  maintenance: 'ledgerMaintenanceSecretArn',
} as const satisfies Readonly<Record<LedgerRole, PlatformParameter>>;

/** A value that platform publishes. */
export type PlatformParameter = keyof typeof platformParameters;

/** Full name of a platform parameter, e.g. `/payment/dev/events/bus-name`. */
export function platformParameterName(suffix: string, parameter: PlatformParameter): string {
  return `/payment/${suffix}/${platformParameters[parameter]}`;
}

/**
 * A service's recovery hooks; each is the ARN of a function in the region that reads it.
 *
 * `open` lets the service's own store accept writes of the new epoch and refuse older ones. `recover` brings back what
 * the database lost, page by page. `probe` says in the standby whether the service could work there. `book` proves in the
 * active region that money can be booked.
 */
export const recoveryHooks = ['open', 'recover', 'probe', 'book'] as const;
export type RecoveryHook = (typeof recoveryHooks)[number];

/** Where every service publishes its recovery contract: the failover service reads below this path and knows no service by name. */
export function servicesParameterPath(suffix: string): string {
  return `/payment/${suffix}/services`;
}

/** Name of the parameter that holds a service's recovery hook. */
export function recoveryParameterName(suffix: string, service: ServiceName, hook: RecoveryHook): string {
  return `${servicesParameterPath(suffix)}/${service}/recovery/${hook}`;
}
