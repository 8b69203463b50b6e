import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { account, aFunction, aRegion, aRole, type RegionRig, roleArn } from '../../processes/region/region-rig.ts';

type Statement = Readonly<Record<string, unknown>>;

const topicArn = `arn:aws:sns:us-east-1:${account}:alarms`;
const toAnybody: Statement = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };
const toNoTopic: Statement = { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:*' };

function aRig(...statements: readonly Statement[]): Promise<RegionRig> {
  return aRegion({
    functions: { sender: 'export const handler = async () => 1;' },
    resources: () => [
      aFunction('sender', { Role: roleArn('sender-role') }),
      aRole('sender-role', statements),
      { type: 'AWS::SNS::Topic', physicalId: topicArn, properties: { TopicName: 'alarms' } },
    ],
  });
}

const publish = (rig: RegionRig, input: PublishCommandInput) =>
  new SNSClient({ ...rig.client, credentials: { accessKeyId: 'sender', secretAccessKey: 'local' } }).send(
    new PublishCommand(input),
  );

const aText = (over: Partial<PublishCommandInput> = {}): PublishCommandInput => ({
  PhoneNumber: '+4915112345678',
  Message: 'Captured 10.50 EUR',
  MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
  ...over,
});

test('a text message to a number is recorded and goes nowhere', async () => {
  await using rig = await aRig(toAnybody, toNoTopic);
  const { MessageId } = await publish(rig, aText());
  expect(await rig.messages()).toEqual([
    { at: expect.any(String), kind: 'sms', messageId: MessageId, to: ['+4915112345678'], text: 'Captured 10.50 EUR' },
  ]);
});

test.each<[string, Partial<PublishCommandInput>]>([
  ['a number without its country', { PhoneNumber: '015112345678' }],
  ['a number of 16 digits', { PhoneNumber: `+${'1'.repeat(16)}` }],
  ['a number with a space', { PhoneNumber: '+49 15112345678' }],
  ['a number and a topic', { TopicArn: topicArn }],
  ['no text', { Message: '' }],
  ['1,601 characters', { Message: 'x'.repeat(1_601) }],
  ['a subject', { Subject: 'x' }],
  ['another attribute', { MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } }],
])('a text message with %s is refused and not recorded', async (_, over) => {
  await using rig = await aRig(toAnybody);
  await expect(publish(rig, aText(over))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  expect(await rig.messages()).toEqual([]);
});

test('a text message of 1,600 characters to a number of 15 digits is sent', async () => {
  await using rig = await aRig(toAnybody);
  await publish(rig, aText({ PhoneNumber: `+${'1'.repeat(15)}`, Message: 'x'.repeat(1_600) }));
  expect(await rig.messages()).toHaveLength(1);
});

test('a grant for topics is none for numbers', async () => {
  await using rig = await aRig({ Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn });
  await expect(publish(rig, aText())).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
});

test('who may write to numbers alone may not publish to a topic', async () => {
  await using rig = await aRig(toAnybody, toNoTopic);
  await expect(publish(rig, { TopicArn: topicArn, Message: 'x' })).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
  });
});
