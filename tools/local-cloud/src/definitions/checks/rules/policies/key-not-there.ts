import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import { textsAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';
import type { Templates } from '../../templates.ts';

/** Properties that name a key of KMS. */
const places: readonly (readonly [type: string, path: string])[] = [
  ['AWS::SQS::Queue', 'KmsMasterKeyId'],
  ['AWS::SNS::Topic', 'KmsMasterKeyId'],
  ['AWS::Events::EventBus', 'KmsKeyIdentifier'],
  ['AWS::Lambda::Function', 'KmsKeyArn'],
  ['AWS::Logs::LogGroup', 'KmsKeyId'],
  ['AWS::SecretsManager::Secret', 'KmsKeyId'],
  ['AWS::RDS::DBCluster', 'KmsKeyId'],
  ['AWS::DynamoDB::GlobalTable', 'Replicas.*.SSESpecification.KMSMasterKeyId'],
  ['AWS::Backup::BackupVault', 'EncryptionKeyArn'],
  ['AWS::KMS::Alias', 'TargetKeyId'],
];

/** Keys that nobody has in this account, or that are in another region. */
export const keyNotThere: Rule = {
  name: 'key-not-there',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html',
  *check(templates) {
    const known = new Set(
      ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'AWS::KMS::Alias']
        .flatMap((type) => templates.ofType(type))
        .flatMap((key) => namesOf(key, templates)),
    );
    for (const [type, path] of places) {
      for (const resource of templates.ofType(type)) {
        for (const { path: property, text } of textsAt(resource.properties, path)) {
          const region = /^arn:aws:kms:([^:]+)/.exec(text)?.[1] ?? resource.region;
          if (isOfAws(text) || known.has(`${region}/${text}`)) continue;
          yield {
            at: resource,
            property,
            message: `no template makes the key ${text} in ${region}; name one that is there`,
          };
        }
      }
    }
  },
};

function isOfAws(text: string): boolean {
  return /^(arn:aws:kms:[^:]+:\d*:)?alias\/aws\//.test(text) || text === 'AWS_OWNED_KMS_KEY';
}

function namesOf({ physicalId, region }: ResolvedResource, { account }: Templates): readonly string[] {
  const name = physicalId.startsWith('alias/') ? physicalId : `key/${physicalId}`;
  return [`${region}/${physicalId}`, `${region}/arn:aws:kms:${region}:${account}:${name}`];
}
