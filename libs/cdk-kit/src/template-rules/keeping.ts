import { resourceKinds } from './resource-kinds.ts';
import { isProviderPart, resourcesOf, type TemplateRule } from './template.ts';

/** RG4: nothing outlives its stack, neither by a policy nor by CloudFormation's own default. */
export const destroyable: TemplateRule = (template) =>
  resourcesOf(template).flatMap(({ id, Type, DeletionPolicy, UpdateReplacePolicy }) => {
    const policies = Object.entries({ DeletionPolicy, UpdateReplacePolicy });
    const byDefault = resourceKinds[Type]?.survivesByDefault ?? false;
    return policies
      .filter(([, policy]) => (policy === undefined ? byDefault : policy !== 'Delete'))
      .map(([name, policy]) => ({
        rule: 'destroyable',
        logicalId: id,
        message: `${Type} must say ${name} Delete, got ${policy ?? 'nothing'}: everything can be destroyed`,
      }));
  });

/** Tells whether a resource of a type is encrypted at rest. Types that AWS always encrypts are not listed. */
const encryptionOf: Readonly<Record<string, (properties: Readonly<Record<string, unknown>>) => boolean>> = {
  'AWS::Backup::BackupVault': ({ EncryptionKeyArn }) => EncryptionKeyArn !== undefined,
  'AWS::DynamoDB::GlobalTable': ({ SSESpecification }) => isOn(SSESpecification, 'SSEEnabled'),
  'AWS::RDS::DBCluster': ({ StorageEncrypted, KmsKeyId }) => StorageEncrypted === true && KmsKeyId !== undefined,
  'AWS::S3::Bucket': ({ BucketEncryption }) => BucketEncryption !== undefined,
  'AWS::SNS::Topic': ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined,
  'AWS::SQS::Queue': ({ SqsManagedSseEnabled, KmsMasterKeyId }) =>
    SqsManagedSseEnabled === true || KmsMasterKeyId !== undefined,
};

/** DB4: nothing is stored in the clear. */
export const encrypted: TemplateRule = (template) =>
  resourcesOf(template)
    .filter(({ Type, Properties = {} }) => encryptionOf[Type]?.(Properties) === false)
    .map(({ id, Type }) => ({
      rule: 'encrypted',
      logicalId: id,
      message: `${Type} must be encrypted at rest, got none of the properties that say so`,
    }));

/** CP6: the functions behind CDK's custom resources log into a group of the stack, which ends with it. */
export const providerLogs: TemplateRule = (template) =>
  resourcesOf(template)
    .filter(({ id, Type }) => Type === 'AWS::Lambda::Function' && isProviderPart(id))
    .filter(({ Properties = {} }) => Properties['LoggingConfig'] === undefined)
    .map(({ id }) => ({
      rule: 'provider-log',
      logicalId: id,
      message:
        'a function of a custom resource must log into a group of the stack, got none: Lambda makes one that is kept for ever',
    }));

function isOn(value: unknown, property: string): boolean {
  return (value as Record<string, unknown> | undefined)?.[property] === true;
}
