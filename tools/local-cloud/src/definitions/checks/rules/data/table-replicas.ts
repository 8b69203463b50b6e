import { valuesAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

/** A table has a replica where its stack is, one in each region, and streams between them. */
export const tableReplicas = resourceRule('table-replicas', {
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html',
  types: ['AWS::DynamoDB::GlobalTable'],
  *check({ properties, region }) {
    const regions = valuesAt(properties, 'Replicas.*.Region').map(({ value }) => String(value));
    if (!regions.includes(region)) {
      yield {
        property: 'Replicas',
        message: `got ${regions.join(', ')}; the region of the stack, ${region}, must be among them: add it`,
      };
    }
    const twice = regions.find((each, index) => regions.indexOf(each) !== index);
    if (twice !== undefined)
      yield { property: 'Replicas', message: `two replicas in ${twice}; one for each region is allowed` };
    const isStrong = properties['MultiRegionConsistency'] === 'STRONG';
    if (isStrong || regions.length < 2 || properties['StreamSpecification'] !== undefined) return;
    yield { property: 'StreamSpecification', message: 'several replicas without a stream; add NEW_AND_OLD_IMAGES' };
  },
});
