import { textsAt } from './property-path.ts';
import type { Rule } from './rule.ts';

/** A property that names, by its `Ref`, a resource of the same region. */
export type ReferencePlace = readonly [type: string, path: string, of: string];

/**
 * A rule that each place names a resource that is in a template.
 *
 * @param isKnown says of a name that it needs no resource, such as one that AWS brings along
 */
export function referenceRule(
  name: string,
  {
    source,
    places,
    isKnown = () => false,
  }: {
    readonly source: string;
    readonly places: readonly ReferencePlace[];
    readonly isKnown?: (text: string, of: string) => boolean;
  },
): Rule {
  return {
    name,
    source,
    *check(templates) {
      for (const [type, path, of] of places) {
        for (const resource of templates.ofType(type)) {
          for (const { path: property, text } of textsAt(resource.properties, path)) {
            // Names of RDS are kept in small letters.
            const id = of.startsWith('AWS::RDS::') ? text.toLowerCase() : text;
            if (templates.has(of, resource.region, id) || isKnown(text, of)) continue;
            const message = `${resource.region} has no ${of} ${text}; name one that is there`;
            yield { at: resource, property, message };
          }
        }
      }
    },
  };
}
