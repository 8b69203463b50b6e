import { resourceRule } from '../../rule.ts';
import { targetsOf } from './rule-targets.ts';

/** Ids tell the targets of a rule apart: the second of the same id would replace the first. */
export const targetIdTwice = resourceRule('target-id-twice', {
  source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html',
  types: ['AWS::Events::Rule'],
  *check(rule) {
    const taken = new Set<unknown>();
    for (const { path, target } of targetsOf(rule)) {
      if (taken.has(target['Id'])) {
        yield { property: `${path}.Id`, message: `two targets have the id ${String(target['Id'])}; give each its own` };
      }
      taken.add(target['Id']);
    }
  },
});
