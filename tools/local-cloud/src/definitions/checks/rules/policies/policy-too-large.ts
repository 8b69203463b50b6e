import type { Finding, Rule } from '../../rule.ts';
import { policiesIn } from './policy-documents.ts';

/** Characters without white space. A trust policy may have up to 4,096 on request. */
const max = { inlineOfRole: 10_240, managed: 6144, trust: 2048, bucket: 20_480, key: 32_768 } as const;
const maxByType: Readonly<Record<string, number>> = {
  'AWS::IAM::ManagedPolicy': max.managed,
  'AWS::S3::BucketPolicy': max.bucket,
  'AWS::KMS::Key': max.key,
  'AWS::KMS::ReplicaKey': max.key,
};

/** Policies beyond IAM's quotas; the inline policies of a role count together. */
export const policyTooLarge: Rule = {
  name: 'policy-too-large',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  *check(templates) {
    const inline = new Map<string, { characters: number; last: Omit<Finding, 'message'> }>();
    const roleNames = new Map(templates.ofType('AWS::IAM::Role').map((role) => [role as object, role.physicalId]));
    const policies = new Map(
      templates.ofType('AWS::IAM::Policy').map((policy) => [policy as object, policy.properties]),
    );
    for (const { at, property, kind, type, document } of policiesIn(templates)) {
      const characters = JSON.stringify(document).replaceAll(/\s/g, '').length;
      const limit = kind === 'trust' ? max.trust : maxByType[type];
      if (limit !== undefined && characters > limit) {
        yield { at, property, message: `${characters} characters, at most ${limit}; take statements out or join them` };
      }
      if (kind !== 'identity' || type === 'AWS::IAM::ManagedPolicy') continue;
      const roles = [policies.get(at)?.['Roles'] ?? roleNames.get(at) ?? []].flat().map(String);
      for (const role of roles) {
        const before = inline.get(role)?.characters ?? 0;
        inline.set(role, { characters: before + characters, last: { at, property } });
      }
    }
    for (const [role, { characters, last }] of inline) {
      if (characters <= max.inlineOfRole) continue;
      const message = `the inline policies of role ${role} have ${characters} characters, at most ${max.inlineOfRole}; join statements`;
      yield { ...last, message };
    }
  },
};
