import type { Rule } from '../../rule.ts';
import { propertyProblems } from './property-problems.ts';

/** Values of another type. */
export const wrongType: Rule = {
  name: 'wrong-type',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',
  *check({ resources }) {
    for (const resource of resources) {
      for (const { kind, property, message } of propertyProblems(resource)) {
        if (kind === 'type') yield { at: resource, property, message };
      }
    }
  },
};
