import type { Rule } from '../../rule.ts';

/** A template holds no null: a value is there or left out. */
export const nullValue: Rule = {
  name: 'null-value',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html',
  *check({ stacks }) {
    for (const { stackName, region, template } of stacks) {
      for (const [logicalId, { Properties }] of Object.entries(template.Resources ?? {})) {
        for (const property of nullsIn(Properties, '')) {
          yield {
            at: { stackName, region, logicalId },
            property,
            message: 'null; a value is allowed, or leave it out',
          };
        }
      }
    }
  },
};

function nullsIn(value: unknown, path: string): readonly string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  const found: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    // A template has tens of thousands of plain values: paths are made for the rest alone.
    if (typeof member === 'object') found.push(...nullsIn(member, path === '' ? name : `${path}.${name}`));
  }
  return found;
}
