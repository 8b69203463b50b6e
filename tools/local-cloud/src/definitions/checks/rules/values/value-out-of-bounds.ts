import { valuesAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';
import { accessBounds } from './bounds/access-bounds.ts';
import { broken, type TypeBounds } from './bounds/bound.ts';
import { computeBounds } from './bounds/compute-bounds.ts';
import { dataBounds } from './bounds/data-bounds.ts';
import { messageBounds } from './bounds/message-bounds.ts';
import { propertyProblems } from './property-problems.ts';

/** By resource type; each states its own source. */
export const typeBounds: Readonly<Record<string, TypeBounds>> = {
  ...accessBounds,
  ...computeBounds,
  ...dataBounds,
  ...messageBounds,
};

/** Characters of a value that a message repeats. */
const quotedMax = 80;

/** Numbers, lengths, names and lists beyond what AWS takes. A value of a wrong type is told once, as such. */
export const valueOutOfBounds: Rule = {
  name: 'value-out-of-bounds',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html',
  *check(templates) {
    for (const [type, { bounds }] of Object.entries(typeBounds)) {
      for (const resource of templates.ofType(type)) {
        const judged = propertyProblems(resource).map(({ property }) => property);
        for (const bound of bounds) {
          for (const { path, value } of valuesAt(resource.properties, bound.path)) {
            const allowed = broken(bound, value);
            if (allowed === undefined || judged.includes(path)) continue;
            const given = JSON.stringify(value).slice(0, quotedMax);
            yield { at: resource, property: path, message: `got ${given}; ${allowed}: change it` };
          }
        }
      }
    }
  },
};
