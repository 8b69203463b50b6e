import { textsAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';

/** Managed policies of a role, those of AWS included. An account may ask for more. */
const managedMax = 10;

/** Roles with more managed policies than IAM attaches; stacks of all regions attach to the same ones. */
export const policiesOfRole: Rule = {
  name: 'policies-of-role',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  *check(templates) {
    const attached = new Map<string, number>();
    const attach = (role: string) => {
      const count = (attached.get(role) ?? 0) + 1;
      attached.set(role, count);
      return count === managedMax + 1
        ? `role ${role} has ${count} managed policies and more, at most ${managedMax}; join some of them`
        : undefined;
    };
    for (const role of templates.ofType('AWS::IAM::Role')) {
      for (const { path: property } of textsAt(role.properties, 'ManagedPolicyArns.*')) {
        const message = attach(role.physicalId);
        if (message !== undefined) yield { at: role, property, message };
      }
    }
    for (const policy of templates.ofType('AWS::IAM::ManagedPolicy')) {
      for (const { path: property, text } of textsAt(policy.properties, 'Roles.*')) {
        const message = attach(text);
        if (message !== undefined) yield { at: policy, property, message };
      }
    }
  },
};
