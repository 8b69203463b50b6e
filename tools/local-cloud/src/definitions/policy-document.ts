import { z } from 'zod';

/** One value or a list of them: IAM takes both. */
const Texts = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());

/** The operators that are evaluated, each with the keys that are known to calls here. */
const Condition = z.strictObject({
  ArnEquals: z.strictObject({ 'lambda:SourceFunctionArn': Texts }).optional(),
  StringLike: z.strictObject({ 's3:prefix': Texts }).optional(),
  'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': Texts }).optional(),
});

const PolicyDocument = z.object({
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.enum(['Allow', 'Deny']),
      Action: Texts,
      Resource: Texts,
      Condition: Condition.optional(),
    }),
  ),
});

/** A key that a condition looks at. */
export type ConditionKey = 'lambda:SourceFunctionArn' | 's3:prefix' | 'dynamodb:LeadingKeys';

/** Condition on a key's values in a call. */
export interface StatementCondition {
  readonly key: ConditionKey;
  /** Of a key that a call has no value of: `all` of no values fit, `one` does not. */
  readonly quantifier: 'one' | 'all';
  readonly patterns: readonly RegExp[];
}

/** A statement of an identity's policy, ready to be matched. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
  readonly conditions: readonly StatementCondition[];
}

/** Names a part of a policy that is not evaluated; undefined when all is. */
export function policyDocumentComplaint(document: unknown): string | undefined {
  const { success, error } = PolicyDocument.safeParse(document);
  return success ? undefined : `not evaluated: ${z.prettifyError(error)}`;
}

/** Names a part of a role's own policies that is not evaluated; undefined when all is. */
export function rolePoliciesComplaint(policies: unknown): string | undefined {
  const listed = Array.isArray(policies) ? policies : [];
  return listed
    .map((policy: { readonly PolicyDocument?: unknown }) => policyDocumentComplaint(policy.PolicyDocument))
    .find((complaint) => complaint !== undefined);
}

/**
 * Reads the statements of an identity's policy.
 *
 * @throws ZodError for what is not evaluated
 */
export function statementsOf(document: unknown): readonly Statement[] {
  return PolicyDocument.parse(document).Statement.map(({ Effect, Action, Resource, Condition: conditions = {} }) => ({
    effect: Effect,
    // Names of actions are compared without regard to case, everything else with it.
    actions: Action.map((action) => wildcardPattern(action, 'i')),
    resources: Resource.map((resource) => wildcardPattern(resource)),
    conditions: [
      ...conditionOn('lambda:SourceFunctionArn', 'one', conditions.ArnEquals?.['lambda:SourceFunctionArn']),
      ...conditionOn('s3:prefix', 'one', conditions.StringLike?.['s3:prefix']),
      ...conditionOn('dynamodb:LeadingKeys', 'all', conditions['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']),
    ],
  }));
}

function conditionOn(
  key: ConditionKey,
  quantifier: StatementCondition['quantifier'],
  values: readonly string[] | undefined,
): readonly StatementCondition[] {
  return values === undefined ? [] : [{ key, quantifier, patterns: values.map((value) => wildcardPattern(value)) }];
}

/** `*` stands for any characters, `?` for one. */
function wildcardPattern(pattern: string, flags = ''): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `s${flags}`);
}
