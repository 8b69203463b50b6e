import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { dkimRecordsOf } from '../../../src/definitions/dkim-records.ts';
import {
  account,
  aFunction,
  aQueue,
  aRegion,
  aRole,
  queueArn,
  type RegionRig,
  type RigResource,
  roleArn,
} from '../../processes/region/region-rig.ts';

const region = 'us-east-1';
const domain = 'dev.redoubt.example';
const set = 'channels-mail-dev';

const anIdentity: RigResource = {
  type: 'AWS::SES::EmailIdentity',
  physicalId: domain,
  properties: { EmailIdentity: domain },
};
const records: readonly RigResource[] = dkimRecordsOf(domain, region).map(({ name, value }) => ({
  type: 'AWS::Route53::RecordSet',
  physicalId: name,
  properties: { Name: name, Type: 'CNAME', TTL: '300', ResourceRecords: [value] },
}));
const aSet = (SendingEnabled = true): RigResource => ({
  type: 'AWS::SES::ConfigurationSet',
  physicalId: set,
  properties: { Name: set, SendingOptions: { SendingEnabled } },
});
const mayMail = [
  `arn:aws:ses:${region}:${account}:identity/${domain}`,
  `arn:aws:ses:${region}:${account}:configuration-set/${set}`,
];

function aMailRig(resources: readonly RigResource[], Resource: readonly string[] = mayMail): Promise<RegionRig> {
  return aRegion({
    functions: { sender: 'export const handler = async () => 1;' },
    resources: (endpoint) => [
      aFunction('sender', { Role: roleArn('sender-role') }),
      aRole('sender-role', [{ Effect: 'Allow', Action: 'ses:SendEmail', Resource }]),
      aQueue(endpoint, 'feedback'),
      ...resources,
    ],
  });
}

const aMail = (over: Partial<SendEmailCommandInput> = {}, subject = 'Captured 10.50 EUR'): SendEmailCommandInput => ({
  FromEmailAddress: `Redoubt <notifications@${domain}>`,
  Destination: { ToAddresses: ['books@acme.example'] },
  Content: {
    Simple: {
      Subject: { Data: subject, Charset: 'UTF-8' },
      Body: { Text: { Data: 'Payment pay_1 is captured.', Charset: 'UTF-8' } },
      Headers: [{ Name: 'X-Redoubt-Delivery', Value: 'msg_1' }],
    },
  },
  ConfigurationSetName: set,
  ...over,
});

const asSender = (rig: RegionRig) =>
  new SESv2Client({ ...rig.client, credentials: { accessKeyId: 'sender', secretAccessKey: 'local' } });

test('a mail of a verified domain is recorded and goes nowhere', async () => {
  await using rig = await aMailRig([anIdentity, ...records, aSet()]);
  const { MessageId } = await asSender(rig).send(new SendEmailCommand(aMail()));
  expect(await rig.messages()).toEqual([
    {
      at: expect.any(String),
      kind: 'email',
      messageId: MessageId,
      from: `Redoubt <notifications@${domain}>`,
      to: ['books@acme.example'],
      subject: 'Captured 10.50 EUR',
      text: 'Payment pay_1 is captured.',
      headers: { 'X-Redoubt-Delivery': 'msg_1' },
    },
  ]);
});

test.each<[string, readonly RigResource[], Partial<SendEmailCommandInput>, string]>([
  ['of a domain that is no identity', [...records, aSet()], {}, 'AccessDeniedException'],
  [
    'of a domain whose records are not in the DNS',
    [anIdentity, records[0] as RigResource, aSet()],
    {},
    'MessageRejected',
  ],
  [
    'of another domain',
    [anIdentity, ...records, aSet()],
    { FromEmailAddress: 'a@redoubt.example' },
    'AccessDeniedException',
  ],
  ['of a configuration set that is paused', [anIdentity, ...records, aSet(false)], {}, 'SendingPausedException'],
  [
    'to two addresses in one field',
    [anIdentity, ...records, aSet()],
    { Destination: { ToAddresses: ['a@acme.example, b@acme.example'] } },
    'BadRequestException',
  ],
  [
    'to an address with a line break',
    [anIdentity, ...records, aSet()],
    { Destination: { ToAddresses: ['a@acme.example\r\nBcc: b@acme.example'] } },
    'BadRequestException',
  ],
  [
    'to 51 addresses',
    [anIdentity, ...records, aSet()],
    { Destination: { ToAddresses: Array.from({ length: 51 }, (_, at) => `a${at}@acme.example`) } },
    'BadRequestException',
  ],
  [
    'with a property that is not simulated',
    [anIdentity, ...records, aSet()],
    { ReplyToAddresses: ['a@acme.example'] },
    'BadRequestException',
  ],
])('a mail %s is refused and not recorded', async (_, resources, over, name) => {
  await using rig = await aMailRig(resources);
  await expect(asSender(rig).send(new SendEmailCommand(aMail(over)))).rejects.toMatchObject({ name });
  expect(await rig.messages()).toEqual([]);
});

test('a mail to 50 addresses is sent', async () => {
  await using rig = await aMailRig([anIdentity, ...records, aSet()]);
  const ToAddresses = Array.from({ length: 50 }, (_, at) => `a${at}@acme.example`);
  await asSender(rig).send(new SendEmailCommand(aMail({ Destination: { ToAddresses } })));
  expect((await rig.messages())[0]?.to).toHaveLength(50);
});

test('a subject with a line break is refused', async () => {
  await using rig = await aMailRig([anIdentity, ...records, aSet()]);
  const sent = asSender(rig).send(new SendEmailCommand(aMail({}, 'a\r\nBcc: b@acme.example')));
  await expect(sent).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('without a grant for the configuration set no mail is sent in its name', async () => {
  await using rig = await aMailRig([anIdentity, ...records, aSet()], mayMail.slice(0, 1));
  await expect(asSender(rig).send(new SendEmailCommand(aMail()))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`configuration-set/${set}`),
  });
});

test.each([
  ['bounce@simulator.amazonses.com', 'Email Bounced', 'bounce'],
  ['complaint@simulator.amazonses.com', 'Email Complaint Received', 'complaint'],
])('a mail to %s is followed by an event on the default bus', async (address, detailType, field) => {
  const feedback: readonly RigResource[] = [
    {
      type: 'AWS::SES::ConfigurationSetEventDestination',
      physicalId: 'destination',
      properties: {
        ConfigurationSetName: set,
        EventDestination: {
          Name: 'feedback',
          Enabled: true,
          MatchingEventTypes: ['bounce', 'complaint'],
          EventBridgeDestination: { EventBusArn: `arn:aws:events:${region}:${account}:event-bus/default` },
        },
      },
    },
    {
      type: 'AWS::Events::Rule',
      physicalId: 'feedback',
      properties: {
        Name: 'feedback',
        EventPattern: { source: ['aws.ses'], 'detail-type': [detailType] },
        State: 'ENABLED',
        Targets: [{ Id: 'Queue', Arn: queueArn('feedback') }],
      },
    },
  ];
  await using rig = await aMailRig([anIdentity, ...records, aSet(), ...feedback]);
  const mail = aMail({
    Destination: { ToAddresses: [address] },
    EmailTags: [{ Name: 'channel_id', Value: 'nc_1' }],
  });
  await asSender(rig).send(new SendEmailCommand(mail));
  const { Messages = [] } = await new SQSClient(rig.client).send(
    new ReceiveMessageCommand({ QueueUrl: `${rig.endpoint}/${account}/feedback`, WaitTimeSeconds: 5 }),
  );
  expect(JSON.parse(Messages[0]?.Body ?? '{}')).toMatchObject({
    source: 'aws.ses',
    'detail-type': detailType,
    detail: { mail: { tags: { channel_id: ['nc_1'], 'ses:configuration-set': [set] } }, [field]: expect.any(Object) },
  });
});
