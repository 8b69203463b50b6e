import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, PutObjectCommand, RestoreObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { Authorization } from '../../../src/engines/iam/authorization.ts';
import type { AwsRequest } from '../../../src/protocol/aws/aws-call.ts';
import {
  account,
  aFunction,
  aQueue,
  aRegion,
  aRole,
  functionArn,
  queueArn,
  type RegionRig,
  type RigResource,
  roleArn,
} from '../../processes/region/region-rig.ts';

type Statement = Readonly<Record<string, unknown>>;

const allow = (Action: string | readonly string[], Resource: string, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

/** A function with its role, which has one inline policy and one beside it. */
function aWorker(...statements: readonly Statement[]): readonly RigResource[] {
  const [first, ...rest] = statements;
  return [
    aFunction('worker', { Role: roleArn('worker-role') }),
    aRole('worker-role', first === undefined ? [] : [first]),
    {
      type: 'AWS::IAM::Policy',
      physicalId: 'worker-policy',
      properties: { PolicyName: 'worker-policy', PolicyDocument: { Statement: rest }, Roles: ['worker-role'] },
    },
  ];
}

function aRig(...statements: readonly Statement[]): Promise<RegionRig> {
  return aRegion({
    functions: { worker: 'export const handler = async () => 1;' },
    resources: (endpoint) => [
      ...aWorker(...statements),
      aQueue(endpoint, 'one'),
      aQueue(endpoint, 'two'),
      { type: 'AWS::S3::Bucket', physicalId: 'archive', properties: {} },
    ],
    buckets: { archive: 'us-east-1' },
  });
}

/** A client of the function, where `rig.client` is the operator's. */
const asWorker = (rig: RegionRig) => ({
  ...rig.client,
  credentials: { accessKeyId: 'worker', secretAccessKey: 'local' },
});

const urlOf = (rig: RegionRig, queue: string) => `${rig.endpoint}/${account}/${queue}`;

test('a function does what its role grants, and is refused what it does not', async () => {
  await using rig = await aRig(allow('sqs:SendMessage', queueArn('one')));
  const sqs = new SQSClient(asWorker(rig));
  await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(rig, 'one'), MessageBody: 'x' }));
  const Entries = [{ Id: 'a', MessageBody: 'x' }];
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf(rig, 'one'), Entries }));
  await expect(
    sqs.send(new SendMessageCommand({ QueueUrl: urlOf(rig, 'two'), MessageBody: 'x' })),
  ).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:sts::${account}:assumed-role/worker-role/worker is not authorized to perform: sqs:SendMessage on resource: ${queueArn('two')} because no identity-based policy allows the sqs:SendMessage action`,
  });
});

test('the operator may do everything', async () => {
  await using rig = await aRig();
  await new SQSClient(rig.client).send(new SendMessageCommand({ QueueUrl: urlOf(rig, 'two'), MessageBody: 'x' }));
});

test('a Deny wins over an Allow', async () => {
  await using rig = await aRig(allow('sqs:*', '*'), { Effect: 'Deny', Action: 'SQS:Send*', Resource: queueArn('t?o') });
  const sqs = new SQSClient(asWorker(rig));
  await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(rig, 'one'), MessageBody: 'x' }));
  await expect(sqs.send(new SendMessageCommand({ QueueUrl: urlOf(rig, 'two'), MessageBody: 'x' }))).rejects.toThrow(
    /with an explicit deny in an identity-based policy/,
  );
});

test('every service refuses in its own words', async () => {
  await using rig = await aRig();
  const client = asWorker(rig);
  const refusals = await Promise.all(
    [
      new DynamoDBClient(client).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } })),
      new EventBridgeClient(client).send(
        new PutEventsCommand({ Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }] }),
      ),
      new LambdaClient(client).send(new InvokeCommand({ FunctionName: 'worker' })),
      new S3Client(client).send(new PutObjectCommand({ Bucket: 'archive', Key: 'k', Body: 'v' })),
      new SecretsManagerClient(client).send(new GetSecretValueCommand({ SecretId: 's' })),
      new SNSClient(client).send(new PublishCommand({ TopicArn: `arn:aws:sns:us-east-1:${account}:t`, Message: 'm' })),
      new SSMClient(client).send(new GetParametersByPathCommand({ Path: '/payment' })),
    ].map((call: Promise<unknown>) =>
      call.then(
        () => 'allowed',
        (error: { readonly name: string; readonly $metadata: { readonly httpStatusCode: number } }) =>
          `${error.name} ${error.$metadata.httpStatusCode}`,
      ),
    ),
  );
  expect(refusals).toEqual([
    'AccessDeniedException 400',
    'AccessDeniedException 400',
    'AccessDeniedException 403',
    'AccessDenied 403',
    'AccessDeniedException 400',
    'AuthorizationErrorException 403',
    'AccessDeniedException 400',
  ]);
});

test('a listing that is granted below a prefix is refused elsewhere, and without any', async () => {
  const Condition = { StringLike: { 's3:prefix': 'ledger/operations/*' } };
  await using rig = await aRig(allow('s3:ListBucket', 'arn:aws:s3:::archive', { Condition }));
  const s3 = new S3Client(asWorker(rig));
  const list = (Prefix?: string) => s3.send(new ListObjectsV2Command({ Bucket: 'archive', Prefix }));
  await expect(list('ledger/operations/000001')).resolves.toMatchObject({ KeyCount: 0 });
  await expect(list('ledger/')).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('who may read an object may not have it restored from Glacier by that', async () => {
  const RestoreRequest = { Days: 1, GlacierJobParameters: { Tier: 'Standard' } } as const;
  const restoreBy = async (action: string) => {
    await using rig = await aRig(allow(action, 'arn:aws:s3:::archive/*'));
    const ask = new RestoreObjectCommand({ Bucket: 'archive', Key: 'none', VersionId: 'v', RestoreRequest });
    return await new S3Client(asWorker(rig)).send(ask).catch((error: Error) => error.name);
  };
  expect(await restoreBy('s3:GetObjectVersion')).toBe('AccessDenied');
  expect(await restoreBy('s3:RestoreObject')).toBe('NoSuchVersion');
});

test.each<[string, object, string, boolean]>([
  ['an item of its own', { Key: { pk: { S: 'replica#us-east-1' } } }, 'GetItem', true],
  ["an item of another's", { Key: { pk: { S: 'replica#us-east-2' } } }, 'GetItem', false],
  ['an item to be written', { Item: { pk: { S: 'replica#us-east-1' }, at: { N: '1' } } }, 'PutItem', true],
  [
    'a query',
    {
      KeyConditionExpression: '#k = :pk and at > :at',
      ExpressionAttributeNames: { '#k': 'pk' },
      ExpressionAttributeValues: { ':pk': { S: 'replica#us-east-2' }, ':at': { N: '1' } },
    },
    'Query',
    false,
  ],
])('a grant of single partition keys is matched with %s', (_, input, action, isAllowed) => {
  const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['replica#us-east-1'] } };
  const table = {
    type: 'AWS::DynamoDB::GlobalTable',
    physicalId: 'state',
    properties: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
  };
  const grant = allow('dynamodb:*', `arn:aws:dynamodb:us-east-1:${account}:table/state`, { Condition });
  const verify = () =>
    authorizationOf(table, ...aWorker(grant)).verify(
      aCall('dynamodb', `DynamoDB_20120810.${action}`, { TableName: 'state', ...input }),
    );
  if (isAllowed) expect(verify).not.toThrow();
  else expect(verify).toThrow(/is not authorized to perform: dynamodb:/);
});

test('a batch of items asks for every table and key in it', () => {
  const grant = allow('dynamodb:BatchGetItem', `arn:aws:dynamodb:us-east-1:${account}:table/one`);
  const RequestItems = { one: { Keys: [{ pk: { S: 'a' } }] }, two: { Keys: [{ pk: { S: 'a' } }] } };
  expect(() =>
    authorizationOf(...aWorker(grant)).verify(aCall('dynamodb', 'DynamoDB_20120810.BatchGetItem', { RequestItems })),
  ).toThrow(/table\/two/);
});

test('a statement of SQL asks for the cluster and for the secret that it logs in with', () => {
  const cluster = `arn:aws:rds:us-east-1:${account}:cluster:ledger`;
  const secret = {
    type: 'AWS::SecretsManager::Secret',
    physicalId: `arn:aws:secretsmanager:us-east-1:${account}:secret:login-AbC123`,
    properties: {},
  };
  const call = {
    ...aCall('rds-data', '', { resourceArn: cluster, secretArn: secret.physicalId.slice(0, -7) }),
    path: '/Execute',
  };
  const execute = allow('rds-data:ExecuteStatement', cluster);
  expect(() => authorizationOf(secret, ...aWorker(execute)).verify(call)).toThrow(/secretsmanager:GetSecretValue/);
  const login = allow(
    'secretsmanager:GetSecretValue',
    `arn:aws:secretsmanager:us-east-1:${account}:secret:login-??????`,
  );
  expect(() => authorizationOf(secret, ...aWorker(execute, login)).verify(call)).not.toThrow();
});

test('a condition on the function that calls holds for that function alone', () => {
  const on = (name: string) => ({ Condition: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn(name) } } });
  const call = aCall('states', 'AWSStepFunctions.StartExecution', { stateMachineArn: 'arn:aws:states:machine' });
  const verify = (name: string) =>
    authorizationOf(...aWorker(allow('states:StartExecution', '*', on(name)))).verify(call);
  expect(() => verify('worker')).not.toThrow();
  expect(() => verify('other')).toThrow(/is not authorized/);
});

function authorizationOf(...resources: readonly RigResource[]): Authorization {
  return new Authorization({
    account,
    resources: resources.map((resource) => ({
      ...resource,
      logicalId: resource.physicalId,
      stackName: 'stack-test',
      region: 'us-east-1',
    })),
  });
}

function aCall(service: string, target: string, input: object): AwsRequest {
  return {
    service,
    region: 'us-east-1',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': target },
    body: Buffer.from(JSON.stringify(input)),
    caller: 'worker',
  };
}
