import { publishedActions, publishedServices } from '../../published/iam-actions.ts';
import type { Rule } from '../../rule.ts';
import { policiesIn, textsOf } from './policy-documents.ts';

/**
 * Actions that no service has.
 *
 * IAM takes some of them and grants nothing by them; the call that they were meant for is refused when it is made.
 */
export const unknownAction: Rule = {
  name: 'unknown-action',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  *check(templates) {
    for (const { at, property, statements } of policiesIn(templates)) {
      for (const [index, { Action, NotAction }] of statements.entries()) {
        for (const action of [...textsOf(Action), ...textsOf(NotAction)]) {
          const problem = problemOf(action);
          if (problem !== undefined) {
            yield { at, property: `${property}.Statement.${index}.Action`, message: `${action}: ${problem}` };
          }
        }
      }
    }
  },
};

function problemOf(action: string): string | undefined {
  if (action === '*') return undefined;
  const [service = '', name, ...more] = action.split(':');
  if (name === undefined || name === '' || more.length > 0) return 'an action is <service>:<name>; correct it';
  const known = publishedActions(service.toLowerCase());
  if (known === undefined) {
    return `no service is called ${service}; there are ${publishedServices().join(', ')} here: correct it, or add the service to bin/write-published-tables.ts`;
  }
  const wanted = name.toLowerCase();
  if (!/[*?]/.test(wanted))
    return known.includes(wanted) ? undefined : `${service} has no such action; correct its name`;
  const pattern = new RegExp(`^${wanted.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return known.some((each) => pattern.test(each)) ? undefined : `no action of ${service} is like that; correct it`;
}
