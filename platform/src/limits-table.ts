import { physicalName, type RegionalStack } from '@redoubt/cdk-kit';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';

/**
 * Makes the region's table of limits: what each merchant may still send here. It is in no other region, because what is counted in
 * one says nothing about another (ADR 30).
 */
export function limitsTable(stack: RegionalStack, id: string): TableV2 {
  const table = new TableV2(stack, id, {
    tableName: physicalName(stack.topology, 'limits-table'),
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.awsManagedKey(),
    timeToLiveAttribute: 'expiresAt',
    // Without it merchants begin with full buckets, and nothing else is different.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const reason = 'A lost table of limits is full buckets a moment later; there is nothing to bring back.';
  Validations.of(table).acknowledge({ id: 'AwsSolutions-DDB3', reason });
  return table;
}
