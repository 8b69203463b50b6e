import type { Rule } from '../../rule.ts';
import { propertyProblems } from './property-problems.ts';

/** Properties that a type has not. */
export const unknownProperty: Rule = {
  name: 'unknown-property',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',
  *check({ resources }) {
    for (const resource of resources) {
      for (const { kind, property, message } of propertyProblems(resource)) {
        if (kind === 'unknown') yield { at: resource, property, message };
      }
    }
  },
};
