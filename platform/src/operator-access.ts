import { type OperatorRole, operatorRoleName, operatorRoles, regionalStackOf } from '@redoubt/cdk-kit';
import {
  AccountPrincipal,
  ArnPrincipal,
  CompositePrincipal,
  type Conditions,
  type PrincipalBase,
  Role,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

const duties: Readonly<Record<OperatorRole, string>> = {
  observer: 'Looks at what operators may see',
  operator: 'Changes terms, merchants and lists, and orders failovers',
  approver: 'Approves and rejects what others have asked for',
};

/**
 * The roles that operators assume. They may do nothing by themselves: each service attaches a policy for its own routes, because it
 * alone knows the ARNs of its APIs.
 */
export function operatorAccess(scope: Construct): readonly Role[] {
  const { topology } = regionalStackOf(scope);
  return operatorRoles.map(
    (role) =>
      new Role(scope, `${role.charAt(0).toUpperCase()}${role.slice(1)}Role`, {
        roleName: operatorRoleName(topology, role),
        description: duties[role],
        assumedBy: assumedBy(scope, topology.operators[role]),
      }),
  );
}

/**
 * A user comes with a second factor and under the own name, so that two sessions of one person are known as such.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
 *
 * Neither key is there for who has assumed a role before: its identity provider has asked for the factor.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
const ofUsers: Conditions = {
  Bool: { 'aws:MultiFactorAuthPresent': 'true' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
  StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
};

function assumedBy(scope: Construct, principals: readonly string[]): CompositePrincipal {
  const named = principals.map((arn): PrincipalBase => {
    const principal = new ArnPrincipal(arn);
    return arn.includes(':user/') ? principal.withConditions(ofUsers) : principal;
  });
  const anyUser = new AccountPrincipal(regionalStackOf(scope).account).withConditions(ofUsers);
  return new CompositePrincipal(...(named.length === 0 ? [anyUser] : named));
}
