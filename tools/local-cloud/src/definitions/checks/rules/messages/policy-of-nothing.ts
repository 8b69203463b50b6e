import { type ReferencePlace, referenceRule } from '../../reference-rule.ts';

/** Properties by which a policy names what it is for: URLs of queues, ARNs of topics, names of buckets. */
const places: readonly ReferencePlace[] = [
  ['AWS::SQS::QueuePolicy', 'Queues.*', 'AWS::SQS::Queue'],
  ['AWS::SNS::TopicPolicy', 'Topics.*', 'AWS::SNS::Topic'],
  ['AWS::S3::BucketPolicy', 'Bucket', 'AWS::S3::Bucket'],
  ['AWS::SecretsManager::ResourcePolicy', 'SecretId', 'AWS::SecretsManager::Secret'],
  ['AWS::SecretsManager::SecretTargetAttachment', 'SecretId', 'AWS::SecretsManager::Secret'],
];

/** Policies of queues, topics, buckets and secrets that their region does not have. */
export const policyOfNothing = referenceRule('policy-of-nothing', {
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html',
  places,
});
