import type { Finding, Rule } from '../../rule.ts';
import { type PolicyFound, policiesIn, type RawStatement } from './policy-documents.ts';

const elements = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
];
const versions = ['2012-10-17', '2008-10-17'];

/** Policies that IAM's parser refuses as malformed. */
export const policyGrammar: Rule = {
  name: 'policy-grammar',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  *check(templates) {
    for (const policy of policiesIn(templates)) {
      const { at, property, document, statements } = policy;
      if (document['Version'] !== undefined && !versions.includes(String(document['Version']))) {
        const message = `got ${String(document['Version'])}; ${versions.join(' and ')} are versions of the policy language`;
        yield { at, property: `${property}.Version`, message };
      }
      if (statements.length === 0) {
        yield {
          at,
          property: `${property}.Statement`,
          message: 'a policy needs a statement; add one or leave the policy out',
        };
      }
      const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined && sid !== '');
      const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
      if (twice !== undefined) {
        yield {
          at,
          property: `${property}.Statement`,
          message: `Sid ${String(twice)} is there twice; each has its own`,
        };
      }
      for (const [index, statement] of statements.entries()) yield* inStatement(policy, statement, index);
    }
  },
};

function* inStatement(policy: PolicyFound, statement: RawStatement, index: number): Iterable<Finding> {
  const { at, kind, type } = policy;
  const property = `${policy.property}.Statement.${index}`;
  const has = (name: string) => statement[name] !== undefined;
  const unknown = Object.keys(statement).find((name) => !elements.includes(name));
  if (unknown !== undefined)
    yield { at, property, message: `${unknown} is no element; there are ${elements.join(', ')}` };
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') {
    yield {
      at,
      property: `${property}.Effect`,
      message: `got ${String(statement['Effect'])}; Allow and Deny are allowed`,
    };
  }
  if (has('Action') === has('NotAction')) {
    yield {
      at,
      property: `${property}.Action`,
      message: 'a statement has either Action or NotAction; leave one of them',
    };
  }
  const hasPrincipal = has('Principal') || has('NotPrincipal');
  if (hasPrincipal === (kind === 'identity')) {
    const message = hasPrincipal
      ? 'a policy of a role names no principal: it is the role; take it out'
      : 'the policy does not say for whom it is; add a Principal';
    yield { at, property: `${property}.Principal`, message };
  }
  const hasResource = has('Resource') || has('NotResource');
  if (kind === 'trust' ? hasResource : !hasResource) {
    const message = hasResource
      ? 'a trust policy names no resource; take it out'
      : 'the statement names no resource; add one';
    yield { at, property: `${property}.Resource`, message };
  }
  if (type.startsWith('AWS::IAM::') && has('Sid') && !/^[A-Za-z0-9]*$/.test(String(statement['Sid']))) {
    yield {
      at,
      property: `${property}.Sid`,
      message: `got ${String(statement['Sid'])}; letters and digits are allowed`,
    };
  }
}
