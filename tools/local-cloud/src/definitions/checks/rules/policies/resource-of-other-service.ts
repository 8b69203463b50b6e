import type { Rule } from '../../rule.ts';
import { policiesIn, textsOf } from './policy-documents.ts';

/** Actions of a service that are granted on resources of another. */
const resourcesOf: Readonly<Record<string, string>> = { 'rds-data': 'rds' };

/** An ARN to which none of its statement's actions can apply: it grants nothing, and what was meant is missing. */
export const resourceOfOtherService: Rule = {
  name: 'resource-of-other-service',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  *check(templates) {
    for (const { at, property, kind, statements } of policiesIn(templates)) {
      if (kind !== 'identity') continue;
      for (const [index, { Action, Resource }] of statements.entries()) {
        const services = new Set(
          textsOf(Action).map((action) => {
            const service = (action.split(':')[0] ?? '').toLowerCase();
            return resourcesOf[service] ?? service;
          }),
        );
        if (services.size === 0 || services.has('*')) continue;
        for (const arn of textsOf(Resource)) {
          const service = arn.split(':')[2];
          if (service === undefined || services.has(service)) continue;
          const message = `${arn} is of ${service}, and the actions are of ${[...services].join(', ')}; correct one of them`;
          yield { at, property: `${property}.Statement.${index}.Resource`, message };
        }
      }
    }
  },
};
