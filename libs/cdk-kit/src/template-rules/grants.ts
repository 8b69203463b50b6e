import { wildcardGrants } from '../permissions/wildcard-grants.ts';
import { isProviderPart, resourcesOf, type SynthesizedResource, type TemplateRule } from './template.ts';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

/** Policies of AWS that some roles may have, with the reason. */
const managedPolicies: readonly {
  readonly name: string;
  readonly isFor: (id: string) => boolean;
  readonly reason: string;
}[] = [
  {
    name: 'service-role/AWSLambdaBasicExecutionRole',
    isFor: isProviderPart,
    reason: 'CDK gives it to the functions behind its own custom resources.',
  },
  {
    name: 'service-role/AWSBackupServiceRolePolicyForBackup',
    isFor: (id) => id.startsWith('Backup'),
    reason:
      'AWS Backup takes some sixty actions over a dozen services, and AWS changes them with each kind of resource.',
  },
];

/** CP2: no wildcard in an identity's grants unless the table of wildcards gives its reason. */
export const wildcards: TemplateRule = (template) =>
  resourcesOf(template).flatMap((resource) =>
    statementsOf(resource)
      .filter(({ Effect, Action, Resource }) => Effect === 'Allow' && (hasWildcard(Action) || hasWildcard(Resource)))
      .filter(({ Sid }) => Sid === undefined || !(Sid in wildcardGrants))
      .filter(() => !isProviderPart(resource.id))
      .map(({ Sid, Action, Resource }) => ({
        rule: 'wildcard',
        logicalId: resource.id,
        message:
          `a grant with * needs a statement id that wildcard-grants.ts gives a reason for, got ${Sid ?? 'none'} ` +
          `(${JSON.stringify(Action)} on ${JSON.stringify(Resource)})`,
      })),
  );

/** CP2: a role has what we wrote into it; AWS' ready-made policies grant more than any of our functions needs. */
export const ownPolicies: TemplateRule = (template) =>
  resourcesOf(template)
    .filter(({ Type }) => Type === 'AWS::IAM::Role')
    .flatMap(({ id, Properties = {} }) =>
      ((Properties['ManagedPolicyArns'] ?? []) as unknown[])
        .map((arn) => JSON.stringify(arn))
        .filter((arn) => !managedPolicies.some(({ name, isFor }) => isFor(id) && arn.includes(name)))
        .map((arn) => ({
          rule: 'own-policy',
          logicalId: id,
          message: `a role takes no managed policy, got ${arn}: grant the actions that are needed`,
        })),
    );

function statementsOf({ Type, Properties = {} }: SynthesizedResource): readonly Statement[] {
  if (Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::ManagedPolicy')
    return statementsIn(Properties['PolicyDocument']);
  if (Type !== 'AWS::IAM::Role') return [];
  const inline = (Properties['Policies'] ?? []) as { readonly PolicyDocument: unknown }[];
  return inline.flatMap(({ PolicyDocument }) => statementsIn(PolicyDocument));
}

function statementsIn(document: unknown): readonly Statement[] {
  return ((document as { readonly Statement?: Statement[] } | undefined)?.Statement ?? []) as readonly Statement[];
}

/** Also inside of `Fn::Join` and its like: a literal part with a `*` makes the whole a pattern. */
function hasWildcard(value: unknown): boolean {
  if (typeof value === 'string') return /[*?]/.test(value);
  if (Array.isArray(value)) return value.some(hasWildcard);
  return value !== null && typeof value === 'object' && Object.values(value).some(hasWildcard);
}
