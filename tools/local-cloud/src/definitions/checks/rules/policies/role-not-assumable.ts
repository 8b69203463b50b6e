import { textsAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';
import type { Templates } from '../../templates.ts';
import { policiesIn, type RawStatement, textsOf } from './policy-documents.ts';
import { rolePlaces } from './role-places.ts';

/** Roles whose trust policy does not let the service in that is to assume them. */
export const roleNotAssumable: Rule = {
  name: 'role-not-assumable',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  *check(templates) {
    const trust = new Map<unknown, readonly RawStatement[]>();
    for (const { at, kind, statements } of policiesIn(templates)) if (kind === 'trust') trust.set(at, statements);
    for (const [type, path, service] of rolePlaces) {
      for (const resource of templates.ofType(type)) {
        for (const { path: property, text } of textsAt(resource.properties, path)) {
          const role = templates.byArn(text);
          if (role === undefined || isTrusted(trust.get(role) ?? [], service, templates)) continue;
          const message = `${service} can not assume ${text}; let its trust policy allow sts:AssumeRole to this service`;
          yield { at: resource, property, message };
        }
      }
    }
  },
};

function isTrusted(statements: readonly RawStatement[], service: string, { account }: Templates): boolean {
  const fitting = statements.filter(({ Action, Principal }) => {
    const principals = Principal === '*' ? ['*'] : textsOf((Principal as RawStatement | undefined)?.['Service']);
    const actions = textsOf(Action).map((action) => action.toLowerCase());
    return (
      principals.some((each) => each === service || each === '*') &&
      actions.some((action) => action === 'sts:assumerole' || action === 'sts:*' || action === '*')
    );
  });
  return (
    fitting.some(({ Effect, Condition }) => Effect === 'Allow' && isMet(Condition, account)) &&
    !fitting.some(({ Effect }) => Effect === 'Deny')
  );
}

/** The account of the resource is the condition that AWS recommends against confused deputies; no other is evaluated. */
function isMet(condition: unknown, account: string): boolean {
  return Object.entries((condition ?? {}) as RawStatement).every(
    ([operator, keys]) =>
      operator === 'StringEquals' &&
      Object.entries(keys as RawStatement).every(
        ([key, values]) => key.toLowerCase() === 'aws:sourceaccount' && textsOf(values).includes(account),
      ),
  );
}
