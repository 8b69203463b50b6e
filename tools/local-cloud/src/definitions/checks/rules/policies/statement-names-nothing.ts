import type { Rule } from '../../rule.ts';
import type { Templates } from '../../templates.ts';
import { policiesIn, textsOf } from './policy-documents.ts';

/** Services of whose resources every one is in the templates. */
const complete = ['sqs', 'sns', 'dynamodb', 'lambda', 'secretsmanager', 's3', 'states', 'events'];

/**
 * A statement for resources none of which is in any template.
 *
 * Some of many may be missing: the failover may call hooks that a service does not publish.
 */
export const statementNamesNothing: Rule = {
  name: 'statement-names-nothing',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  *check(templates) {
    const names = [...templates.arns];
    // Many roles are granted the same: each ARN is looked up once.
    const found = new Map<string, boolean>();
    const isThere = (arn: string): boolean => {
      const known = found.get(arn) ?? namesSomething(arn, templates, names);
      found.set(arn, known);
      return known;
    };
    for (const { at, property, kind, statements } of policiesIn(templates)) {
      if (kind !== 'identity') continue;
      for (const [index, { Resource }] of statements.entries()) {
        const arns = textsOf(Resource);
        if (arns.length === 0 || !arns.every((arn) => isOurs(arn, templates))) continue;
        if (arns.some(isThere)) continue;
        const message = `${arns.join(', ')}: nothing in the templates is called like that; correct the ARN`;
        yield { at, property: `${property}.Statement.${index}.Resource`, message };
      }
    }
  },
};

function isOurs(arn: string, { account }: Templates): boolean {
  const [, , service = '', , owner = ''] = arn.split(':');
  return complete.includes(service) && (owner === account || service === 's3') && !arn.includes(':execution:');
}

function namesSomething(arn: string, templates: Templates, names: readonly string[]): boolean {
  // Indexes and streams of a table, objects of a bucket, versions of a function and parts of it stand for the whole.
  const whole = arn
    .replace(/(:table\/[^/]+)\/.*$/, '$1')
    .replace(/^(arn:aws:s3:::[^/]+)\/.*$/, '$1')
    .replace(/(:function:[^:]+):.*$/, '$1');
  if (templates.byArn(whole) !== undefined || !templates.isMissing(whole)) return true;
  if (!/[*?]/.test(whole)) return false;
  const pattern = new RegExp(
    `^${whole
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  return names.some((name) => pattern.test(name));
}
