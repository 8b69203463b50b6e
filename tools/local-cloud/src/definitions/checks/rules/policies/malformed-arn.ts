import { publishedServices } from '../../published/iam-actions.ts';
import type { Rule } from '../../rule.ts';
import { policiesIn, textsOf } from './policy-documents.ts';

/** Services whose ARNs carry neither region nor account, or no region. */
const withoutRegion = ['s3', 'iam', 'sts', 'route53', 'health'];
const withoutAccount = ['s3', 'route53', 'apigateway'];

/** Resources of policies that can be no ARN of AWS. */
export const malformedArn: Rule = {
  name: 'malformed-arn',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
  *check(templates) {
    // Many roles are granted the same: each ARN is read once.
    const problems = new Map<string, string | undefined>();
    for (const { at, property, statements } of policiesIn(templates)) {
      for (const [index, { Resource, NotResource }] of statements.entries()) {
        for (const arn of [...textsOf(Resource), ...textsOf(NotResource)]) {
          const problem = problems.has(arn) ? problems.get(arn) : problemOf(arn);
          problems.set(arn, problem);
          if (problem !== undefined) {
            yield { at, property: `${property}.Statement.${index}.Resource`, message: `${arn}: ${problem}` };
          }
        }
      }
    }
  },
};

function problemOf(arn: string): string | undefined {
  // API Gateway completes ARNs of its own policies.
  if (arn === '*' || arn.startsWith('execute-api:/')) return undefined;
  const [prefix, partition, service = '', region = '', account = '', ...resource] = arn.split(':');
  if (prefix !== 'arn' || resource.length === 0)
    return 'an ARN is arn:<partition>:<service>:<region>:<account>:<resource>';
  if (partition !== 'aws') return `partition ${String(partition)}; the regions of this deployment are in aws`;
  if (/[*?]/.test(service)) return 'the service of an ARN can not be a wildcard; name it';
  if (!publishedServices().includes(service)) return `no service is called ${service}; correct it`;
  if (resource.join(':') === '') return 'it names no resource; add one or *';
  // A global cluster belongs to no region, and neither do what services hold in all of them.
  if (withoutRegion.includes(service) && region !== '') return `ARNs of ${service} carry no region; take it out`;
  if (region !== '' && !/^([a-z]{2}(-[a-z]+)+-\d|[a-z0-9*?-]*[*?][a-z0-9*?-]*)$/.test(region))
    return `no region is called ${region}`;
  if (account !== '' && !/^(\d{12}|aws|[\d*?]*[*?][\d*?]*)$/.test(account))
    return `account ${account}; it has twelve digits`;
  return account === '' && !withoutAccount.includes(service)
    ? `ARNs of ${service} carry an account; add it`
    : undefined;
}
