import type { Rule } from '../../rule.ts';
import { propertyProblems } from './property-problems.ts';

/** Values that are not in a property’s list. */
export const valueNotAllowed: Rule = {
  name: 'value-not-allowed',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',
  *check({ resources }) {
    for (const resource of resources) {
      for (const { kind, property, message } of propertyProblems(resource)) {
        if (kind === 'value') yield { at: resource, property, message };
      }
    }
  },
};
