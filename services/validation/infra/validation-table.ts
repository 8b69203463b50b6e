import { physicalName, type RegionalStack, regionTags, type ServiceFunction } from '@redoubt/cdk-kit';
import { ArnFormat, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

const resourceType = 'validation-table';

/**
 * Makes the service's table, with its copy in the other region; called in the primary's stack alone, because one resource
 * stands for a global table in all its regions.
 *
 * An ordinary one: copies follow asynchronously and the last writer wins. Counters are items of the region that counts, and
 * nothing in it guards money: that is the journal's part.
 */
export function makeValidationTable(stack: RegionalStack): TableV2 {
  return new TableV2(stack, 'ValidationTable', {
    tableName: physicalName(stack.topology, resourceType),
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.awsManagedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.DESTROY,
    deletionProtection: stack.topology.retention.profile === 'protected',
    // Tags of the stack would say that the copy in the secondary region has the primary's role.
    replicas: [{ region: stack.peerRegion, tags: tagsOfCopy(stack) }],
  });
}

function tagsOfCopy({ topology }: RegionalStack): { key: string; value: string }[] {
  return Object.entries(regionTags(topology, 'secondary')).map(([key, value]) => ({ key, value }));
}

/** Lets a function of this region do what it must with this region's copy, and tells it the name. */
export function grantValidationTable(fn: ServiceFunction, stack: RegionalStack, actions: readonly TableAction[]): void {
  const tableName = physicalName(stack.topology, resourceType);
  const arn = stack.formatArn({
    service: 'dynamodb',
    resource: 'table',
    resourceName: tableName,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  fn.addEnvironment('VALIDATION_TABLE', tableName);
  fn.addToRolePolicy(new PolicyStatement({ actions: actions.map((action) => `dynamodb:${action}`), resources: [arn] }));
}

type TableAction = 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';
