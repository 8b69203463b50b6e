import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';
import { type Statement, statementsOf } from './policy-document.ts';

/** Who a function is when it calls AWS. */
export interface FunctionIdentity {
  /** `arn:aws:sts::<account>:assumed-role/<role>/<function>`, as AWS names it in its refusals. */
  readonly principal: string;
  readonly functionArn: string;
  readonly statements: readonly Statement[];
}

const RoleProperties = z.object({ Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]) });
const PolicyProperties = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) });
const FunctionProperties = z.object({ Role: z.string().default('') });

/**
 * Who each function of a region is, by its name.
 *
 * AWS' own managed policies grant nothing here: those of functions are about their logs. Neither does a role that is in
 * none of the region's stacks.
 */
export function functionIdentities(
  resources: readonly ResolvedResource[],
  account: string,
): ReadonlyMap<string, FunctionIdentity> {
  const statements = statementsByRole(resources);
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  return new Map(
    functions.map(({ physicalId: name, region, properties }) => {
      const { Role } = FunctionProperties.parse(properties);
      const role = Role.slice(Role.lastIndexOf('/') + 1);
      const own = statements.get(role) ?? [];
      const principal = `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
      return [
        name,
        { principal, functionArn: `arn:aws:lambda:${region}:${account}:function:${name}`, statements: own },
      ];
    }),
  );
}

/** Statements of each role's own and attached policies, by its name. */
export function statementsByRole(resources: readonly ResolvedResource[]): ReadonlyMap<string, readonly Statement[]> {
  const byRole = new Map<string, Statement[]>();
  for (const { type, physicalId, properties } of resources) {
    if (type !== 'AWS::IAM::Role') continue;
    const { Policies } = RoleProperties.parse(properties);
    byRole.set(
      physicalId,
      Policies.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
    );
  }
  for (const { type, properties } of resources) {
    if (type !== 'AWS::IAM::Policy' && type !== 'AWS::IAM::ManagedPolicy') continue;
    const { PolicyDocument, Roles } = PolicyProperties.parse(properties);
    for (const role of Roles) byRole.get(role)?.push(...statementsOf(PolicyDocument));
  }
  return byRole;
}
