import { physicalName, type RegionalStack, replicaTags } from '@redoubt/cdk-kit';
import { ArnFormat, RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  MultiRegionConsistency,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { ValuesOf } from './published-parameters.ts';

/** The platform's global tables. */
const resourceTypes = {
  journal: 'journal-table',
  regionState: 'region-state-table',
  session: 'session-table',
  settings: 'settings-table',
  access: 'access-table',
} as const;
export type TableName = keyof typeof resourceTypes;

/**
 * Makes the global tables, in the primary's stack: one resource stands for a table in all its regions.
 *
 * All are strongly consistent over a quorum of three regions, the third of which only witnesses: what is acknowledged is in
 * them, and survives a region. That mode can't be changed later, and has no time to live, no transactions and no local index.
 * Indexes follow asynchronously, so nothing that is acknowledged depends on \`by-user\`.
 */
export function globalTables(stack: RegionalStack): Readonly<Record<TableName, TableV2>> {
  const strong = {
    multiRegionConsistency: MultiRegionConsistency.STRONG,
    witnessRegion: stack.topology.regions.witness,
  };
  const pk = { name: 'pk', type: AttributeType.STRING };
  const sk = { name: 'sk', type: AttributeType.STRING };
  return {
    journal: globalTable(stack, 'journal', { partitionKey: pk, sortKey: sk, ...strong }),
    regionState: globalTable(stack, 'regionState', { partitionKey: pk, ...strong }),
    session: globalTable(stack, 'session', {
      partitionKey: { name: 'sessionId', type: AttributeType.STRING },
      ...strong,
      globalSecondaryIndexes: [
        {
          indexName: 'by-user',
          partitionKey: { name: 'userId', type: AttributeType.STRING },
          sortKey: { name: 'startedAt', type: AttributeType.STRING },
        },
      ],
    }),
    settings: globalTable(stack, 'settings', { partitionKey: pk, sortKey: sk, ...strong }),
    access: globalTable(stack, 'access', { partitionKey: pk, ...strong }),
  };
}

function globalTable(stack: RegionalStack, name: TableName, shape: TablePropsV2): TableV2 {
  const { topology } = stack;
  return new TableV2(stack, `${name.charAt(0).toUpperCase()}${name.slice(1)}Table`, {
    tableName: physicalName(topology, resourceTypes[name]),
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.awsManagedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: topology.retention.profile === 'protected',
    removalPolicy: RemovalPolicy.DESTROY,
    replicas: [{ region: stack.peerRegion, tags: replicaTags(topology) }],
    ...shape,
  });
}

/** Name and ARN of a table in the stack's region; the same name in both, whichever stack made the table. */
function tableIn(stack: RegionalStack, name: TableName): { readonly name: string; readonly arn: string } {
  const tableName = physicalName(stack.topology, resourceTypes[name]);
  const arn = stack.formatArn({
    service: 'dynamodb',
    resource: 'table',
    resourceName: tableName,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return { name: tableName, arn };
}

/** Parameters of the tables that services read. */
export function tableValues(
  stack: RegionalStack,
): ValuesOf<
  | 'journalTableName'
  | 'journalTableArn'
  | 'regionStateTableName'
  | 'regionStateTableArn'
  | 'sessionTableName'
  | 'sessionTableArn'
  | 'settingsTableName'
  | 'settingsTableArn'
  | 'accessTableName'
  | 'accessTableArn'
> {
  const [journal, regionState, session, settings, access] = [
    tableIn(stack, 'journal'),
    tableIn(stack, 'regionState'),
    tableIn(stack, 'session'),
    tableIn(stack, 'settings'),
    tableIn(stack, 'access'),
  ];
  return {
    journalTableName: journal.name,
    journalTableArn: journal.arn,
    regionStateTableName: regionState.name,
    regionStateTableArn: regionState.arn,
    sessionTableName: session.name,
    sessionTableArn: session.arn,
    settingsTableName: settings.name,
    settingsTableArn: settings.arn,
    accessTableName: access.name,
    accessTableArn: access.arn,
  };
}
