import type { Rule } from '../../rule.ts';

const policies = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];
/** Types that take a snapshot when they are deleted, of those that are known here. */
const withSnapshot = ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'];

/** Attributes of a resource beside its properties; anything else is an error of CloudFormation's validation. */
const attributes = [
  ...['Type', 'Properties', 'Condition', 'DependsOn', 'Metadata'],
  ...['DeletionPolicy', 'UpdateReplacePolicy', 'UpdatePolicy', 'CreationPolicy'],
];

export const attributeUnknown: Rule = {
  name: 'attribute-unknown',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html',
  *check({ stacks }) {
    for (const { stackName, region, template } of stacks) {
      for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
        const at = { stackName, region, logicalId };
        for (const [name, value] of Object.entries(resource)) {
          if (!attributes.includes(name)) {
            yield { at, property: name, message: `attribute ${name}; known are ${attributes.join(', ')}: correct it` };
          }
          if (name !== 'DeletionPolicy' && name !== 'UpdateReplacePolicy') continue;
          const allowed = policies.filter(
            (policy) =>
              (policy !== 'Snapshot' || withSnapshot.includes(resource.Type)) &&
              (policy !== 'RetainExceptOnCreate' || name === 'DeletionPolicy'),
          );
          if (allowed.includes(String(value))) continue;
          yield { at, property: name, message: `got ${String(value)}; give it one of ${allowed.join(', ')}` };
        }
      }
    }
  },
};
