import { objectOf } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

const operators = [
  ...['prefix', 'suffix', 'anything-but', 'numeric', 'exists', 'equals-ignore-case', 'wildcard', 'cidr'],
];

/** A pattern is an object whose leaves are lists of values and operators. */
export const patternMalformed = resourceRule('pattern-malformed', {
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html',
  types: ['AWS::Events::Rule', 'AWS::Events::Archive'],
  *check({ properties: { EventPattern } }) {
    if (EventPattern === undefined) return;
    const pattern = objectOf(EventPattern);
    if (pattern === undefined || Object.keys(pattern).length === 0) {
      yield { property: 'EventPattern', message: 'the pattern is no JSON object with a field; write one' };
    } else yield* problemsOf(pattern, 'EventPattern');
  },
});

type Problem = { readonly property: string; readonly message: string };

function* problemsOf(pattern: Readonly<Record<string, unknown>>, above: string): Iterable<Problem> {
  for (const [field, value] of Object.entries(pattern)) {
    const property = `${above}.${field}`;
    if (field === '$or') {
      const branches = Array.isArray(value) ? value.map(objectOf) : [];
      if (branches.length < 2) yield { property, message: '$or is a list of two patterns or more; write them' };
      for (const branch of branches) if (branch !== undefined) yield* problemsOf(branch, property);
    } else if (Array.isArray(value)) yield* valuesOf(value, property);
    else if (value !== null && typeof value === 'object') {
      if (Object.keys(value).length === 0)
        yield { property, message: 'an object without a field; write one or leave it out' };
      yield* problemsOf(value as Readonly<Record<string, unknown>>, property);
    } else yield { property, message: `got ${JSON.stringify(value)}; a field takes a list of values: put it into one` };
  }
}

function* valuesOf(values: readonly unknown[], property: string): Iterable<Problem> {
  if (values.length === 0) yield { property, message: 'an empty list, which fits nothing; write a value' };
  for (const value of values) {
    if (value === null || typeof value !== 'object') continue;
    const names = Object.keys(value);
    const [name = ''] = names;
    if (names.length === 1 && operators.includes(name)) continue;
    const message = `got ${JSON.stringify(value)}; an operator is one of ${operators.join(', ')}: correct it`;
    yield { property, message };
  }
}
