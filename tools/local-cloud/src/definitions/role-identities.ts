import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';
import { statementsByRole } from './function-identities.ts';
import { roleId } from './kinds/kind.ts';
import type { Statement } from './policy-document.ts';

/** A role that people may assume. */
export interface RoleIdentity {
  readonly roleName: string;
  /** `AROA…`, which begins the principal id of each of its sessions. */
  readonly roleId: string;
  readonly statements: readonly Statement[];
}

const RoleProperties = z.object({
  AssumeRolePolicyDocument: z
    .object({
      Statement: z.array(
        z.object({
          Effect: z.string(),
          Principal: z.union([z.string(), z.object({ AWS: z.unknown().optional() })]).optional(),
        }),
      ),
    })
    .default({ Statement: [] }),
});
const PolicyProperties = z.object({ Roles: z.array(z.string()).default([]) });

/**
 * The roles that people may assume, with the policies attached to them. IAM is one for all regions: a stack of one may attach a policy
 * to a role that another's has made.
 *
 * Their trust policies name a principal of AWS, not a service; conditions in them are not evaluated here.
 */
export function rolesOfPeople(resources: readonly ResolvedResource[]): readonly ResolvedResource[] {
  const roles = resources.filter((resource) => resource.type === 'AWS::IAM::Role' && isForPeople(resource));
  const names = new Set(roles.map(({ physicalId }) => physicalId));
  const policies = resources.filter(
    ({ type, properties }) =>
      (type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy') &&
      (PolicyProperties.safeParse(properties).data?.Roles ?? []).some((role) => names.has(role)),
  );
  return [...roles, ...policies];
}

function isForPeople({ properties }: ResolvedResource): boolean {
  // What is no policy is refused after everything has been resolved, by a rule of its own.
  const { Statement } = RoleProperties.safeParse(properties).data?.AssumeRolePolicyDocument ?? { Statement: [] };
  return Statement.some(
    ({ Effect, Principal }) => Effect === 'Allow' && typeof Principal === 'object' && Principal.AWS !== undefined,
  );
}

/**
 * The identity of each role, by its name.
 *
 * @param resources what {@link rolesOfPeople} has found
 */
export function roleIdentities(
  resources: readonly ResolvedResource[],
  account: string,
): ReadonlyMap<string, RoleIdentity> {
  const statements = statementsByRole(resources);
  const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');
  return new Map(
    roles.map((role) => {
      const roleName = role.physicalId;
      return [roleName, { roleName, roleId: roleId({ ...role, account }), statements: statements.get(roleName) ?? [] }];
    }),
  );
}
