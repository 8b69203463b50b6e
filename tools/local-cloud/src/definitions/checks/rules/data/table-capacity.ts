import { resourceRule } from '../../rule.ts';

/** Provisioned tables say how much they may write; others must not. */
export const tableCapacity = resourceRule('table-capacity', {
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html',
  types: ['AWS::DynamoDB::GlobalTable'],
  *check({ properties: { BillingMode = 'PROVISIONED', WriteProvisionedThroughputSettings } }) {
    const isProvisioned = BillingMode === 'PROVISIONED';
    if (isProvisioned === (WriteProvisionedThroughputSettings !== undefined)) return;
    const message = isProvisioned
      ? 'a provisioned table without WriteProvisionedThroughputSettings; add them, or bill PAY_PER_REQUEST'
      : 'WriteProvisionedThroughputSettings of a table that is billed PAY_PER_REQUEST; leave them out';
    yield { property: isProvisioned ? 'BillingMode' : 'WriteProvisionedThroughputSettings', message };
  },
});
