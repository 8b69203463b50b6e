import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { nestedFields } from '../../../src/protocol/aws/query-actions.ts';
import { signatureScope } from '../../../src/protocol/aws/signature-scope.ts';
import { xmlElement } from '../../../src/protocol/aws/xml.ts';
import { aRegion } from '../../processes/region/region-rig.ts';

test('the scope of a signature tells caller, region and service', () => {
  const header =
    'AWS4-HMAC-SHA256 Credential=validation-post-payment-dev/20300101/us-east-2/rds-data/aws4_request, SignedHeaders=host, Signature=0';
  expect(signatureScope(header)).toEqual({
    caller: 'validation-post-payment-dev',
    region: 'us-east-2',
    service: 'rds-data',
  });
  expect(signatureScope('Bearer x')).toBeUndefined();
  expect(signatureScope(undefined)).toBeUndefined();
});

test('an action that is not simulated is refused by name, in the protocol of its service', async () => {
  await using rig = await aRegion({ resources: () => [] });
  await expect(
    new SSMClient(rig.client).send(new PutParameterCommand({ Name: '/a', Value: 'b' })),
  ).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('ssm PutParameter is not simulated; there are GetParameter'),
  });
  await expect(new SQSClient(rig.client).send(new CreateQueueCommand({ QueueName: 'q' }))).rejects.toThrow(
    /sqs CreateQueue is not simulated/,
  );
  await expect(new SNSClient(rig.client).send(new CreateTopicCommand({ Name: 't' }))).rejects.toThrow(
    /sns CreateTopic is not simulated/,
  );
  await expect(new LambdaClient(rig.client).send(new DeleteFunctionCommand({ FunctionName: 'f' }))).rejects.toThrow(
    /lambda DELETE .* is not simulated/,
  );
  await expect(new S3Client({ ...rig.client, forcePathStyle: true }).send(new ListBucketsCommand({}))).rejects.toThrow(
    /s3 GET \/ is not simulated; there are PutObject/,
  );
});

test('a call for another region leaves over the link, and fails as unavailable when nothing carries it', async () => {
  await using peer = await aRegion({
    region: 'us-east-2',
    resources: () => [
      { type: 'AWS::SSM::Parameter', physicalId: '/where', properties: { Type: 'String', Value: 'there' } },
    ],
  });
  const link = (port: number) => ({
    address: '127.0.0.12',
    aws: { host: '127.0.0.1', port },
    http: { host: '127.0.0.1', port },
    postgres: { host: '127.0.0.1', port },
  });
  await using rig = await aRegion({
    resources: () => [],
    links: { 'us-east-2': link(peer.start.portBase + 1), 'us-west-2': link(9) },
  });
  const read = (region: string) =>
    new SSMClient({ ...rig.client, region }).send(new GetParameterCommand({ Name: '/where' }));
  expect((await read('us-east-2')).Parameter?.Value).toBe('there');
  await expect(read('us-west-2')).rejects.toMatchObject({
    name: 'ServiceUnavailable',
    $metadata: { httpStatusCode: 503 },
  });
  await expect(read('eu-west-1')).rejects.toThrow(/eu-west-1 is no region of this local cloud/);
});

test('an unsigned call is refused', async () => {
  await using rig = await aRegion({ resources: () => [] });
  expect((await fetch(rig.endpoint, { method: 'POST', body: '{}' })).status).toBe(403);
});

test('a hook that is not there answers 404 with those that are', async () => {
  await using rig = await aRegion({ resources: () => [] });
  expect(await rig.hook('none')).toEqual({ error: expect.stringMatching(/no hook none; there are .*invoke/) });
});

test('form fields become nested objects', () => {
  const fields = { 'A.B': '1', 'L.member.1': 'x', 'L.member.2': 'y', C: 'z' };
  expect(JSON.parse(JSON.stringify(nestedFields(fields)))).toEqual({
    A: { B: '1' },
    L: { member: { 1: 'x', 2: 'y' } },
    C: 'z',
  });
  expect(() => nestedFields({ A: '1', 'A.B': '2' })).toThrow(/below a field with a value/);
});

test('XML repeats lists, leaves out what is undefined, and escapes text', () => {
  expect(xmlElement('A', { b: ['<', '&'], c: undefined, d: { e: 1 } })).toBe(
    '<A><b>&lt;</b><b>&amp;</b><d><e>1</e></d></A>',
  );
});
