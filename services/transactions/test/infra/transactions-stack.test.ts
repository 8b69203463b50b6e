import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiRoute, eventTypes } from '@redoubt/contracts';
import type { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { routes } from '../../src/api.ts';
import { synthesized } from '../support/synthesized.ts';

const templates = synthesized();
const { primary, schema } = templates;

/** Properties of the resources of a type in the primary's template. */
const propertiesOf = (type: string): readonly Record<string, unknown>[] =>
  Object.values(primary.findResources(type)).map(({ Properties }) => Properties);

const tablesNamed = (name: string) =>
  propertiesOf('AWS::DynamoDB::GlobalTable').filter(({ TableName }) => TableName === name);

const functionNames = (template: Template) =>
  Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => String(Properties.FunctionName))
    .filter((name) => name.startsWith('transactions-'))
    .sort();

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
}

/** Actions that a function's policy allows, without the counting of what merchants send, which every door does. */
function actionsOf(name: string): readonly string[] {
  const policies = Object.entries(primary.findResources('AWS::IAM::Policy')).filter(([id]) =>
    id.startsWith(`Functions${name}Role`),
  );
  return policies
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as readonly Statement[])
    .filter(({ Effect, Resource }) => Effect === 'Allow' && !isLimitsTable(Resource))
    .flatMap(({ Action }) => Action)
    .filter((action) => !/^(ec2|logs|sqs):/.test(action))
    .sort();
}

const isLimitsTable = (resource: unknown) => JSON.stringify(resource) === '{"Ref":"PlatformLimitsTableArn"}';

test('has the same functions in both regions', () => {
  expect(functionNames(primary)).toEqual(functionNames(templates.secondary));
  expect(functionNames(primary)).toHaveLength(45);
});

test('differs between the regions only in their names, and in the tables that the primary makes for both', () => {
  // Logical ids of an API's parts end in a hash over the stack's name.
  const neutral = (template: Template) => {
    const { Resources, ...rest } = template.toJSON() as { Resources: Record<string, { readonly Type: string }> };
    const shared = Object.entries(Resources).filter(([, { Type }]) => Type !== 'AWS::DynamoDB::GlobalTable');
    return JSON.stringify({ ...rest, Resources: Object.fromEntries(shared) })
      .replaceAll(/us-east-[12]/g, 'REGION')
      .replaceAll(/primary|secondary/g, 'SEAT')
      .replaceAll(/[0-9A-Fa-f]{8,64}/g, 'HASH');
  };
  expect(neutral(primary)).toEqual(neutral(templates.secondary));
  primary.resourceCountIs('AWS::DynamoDB::GlobalTable', 2);
});

test('the read model is an ordinary global table in both regions, and forgets what has expired', () => {
  expect(tablesNamed('transactions-table-dev')).toEqual([
    expect.objectContaining({
      TableName: 'transactions-table-dev',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: expect.arrayContaining(['us-east-1', 'us-east-2'].map((Region) => expect.objectContaining({ Region }))),
    }),
  ]);
});

test('11.B2: orders of exports are in a quorum of regions, and nothing of them expires by itself', () => {
  const [table] = tablesNamed('exports-table-dev');
  expect(table).toMatchObject({ MultiRegionConsistency: 'STRONG' });
  expect(table).not.toHaveProperty('TimeToLiveSpecification');
});

test('11.B2: files of exports are private, encrypted, read over TLS alone, and gone a day after their last link', () => {
  const [bucket] = propertiesOf('AWS::S3::Bucket');
  expect(bucket).toMatchObject({
    BucketName: expect.stringMatching(/^exports-bucket-.*us-east-1-dev$/),
    BucketEncryption: expect.anything(),
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    LifecycleConfiguration: {
      Rules: [
        { Id: 'expired', Status: 'Enabled', ExpirationInDays: 8 },
        { Id: 'unfinished', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      ],
    },
  });
  const policies = JSON.stringify(propertiesOf('AWS::S3::BucketPolicy'));
  expect(policies).toContain('aws:SecureTransport');
});

test('11.B2: one function writes files and one signs links to them; neither does what the other may', () => {
  const s3Of = (name: string) => actionsOf(name).filter((action) => action.startsWith('s3:'));
  expect(s3Of('MakeExports')).toEqual(['s3:PutObject']);
  expect(s3Of('GetExport')).toEqual(['s3:GetObject']);
  expect(s3Of('PostExport')).toEqual([]);
  for (const name of ['GetExport', 'PostExport']) expect(actionsOf(name)).not.toContain('rds-data:ExecuteStatement');
});

test('the read model is made from every event of a payment, of its own region only', () => {
  const [rule] = propertiesOf('AWS::Events::Rule').filter(({ Name }) => Name === 'transactions-changes-rule-dev');
  const names = Object.keys(eventTypes).filter((name) => /^(Payment|OutboxRelayed)/.test(name));
  expect(rule?.['EventPattern']).toEqual({
    source: ['payments.validation', 'payments.transactions'],
    'detail-type': expect.toSatisfy((types: readonly string[]) => types.toSorted().join() === names.toSorted().join()),
    detail: { originregion: ['us-east-1'] },
  });
});

test('CP2: the read model is written by its projection alone, which can not reach the ledger, and read to show or change a payment', () => {
  expect(actionsOf('ProjectPayments')).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
  for (const name of ['GetPayment', 'PostCapture']) expect(actionsOf(name), name).toContain('dynamodb:Query');
  for (const name of ['ListPayments', 'ListOperations', 'ApplyPayments', 'ExpirePayments']) {
    expect(actionsOf(name), name).not.toContain('dynamodb:Query');
  }
});

test('CP2: what checks access keys has their table and peppers, operators’ functions have neither, and one alone has the canaries’ key', () => {
  const functions = propertiesOf('AWS::Lambda::Function') as readonly {
    readonly FunctionName?: string;
    readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
  }[];
  const having = (variable: string) =>
    functions
      .filter(({ Environment }) => Environment?.Variables[variable] !== undefined)
      .map(({ FunctionName }) => /^transactions-(.+)-dev$/.exec(String(FunctionName))?.[1])
      .sort();
  const merchants = Object.entries<ApiRoute>(routes).filter(([, { access }]) => access !== 'operator');
  for (const variable of ['ACCESS_TABLE', 'ACCESS_PEPPERS_SECRET_ARN']) {
    expect(having(variable), variable).toEqual(merchants.map(([name]) => name).sort());
  }
  expect(having('CANARY_KEY_SECRET_ARN')).toEqual(['get-payment']);
});

test('queues accepted payments of its own region only', () => {
  expect(propertiesOf('AWS::Events::Rule').map(({ EventPattern }) => EventPattern)).toContainEqual({
    source: ['payments.validation'],
    'detail-type': ['PaymentAccepted'],
    // A recovery has booked what it announces again.
    detail: { originregion: ['us-east-1'], reannounced: [{ exists: false }] },
  });
});

test('lets the consumer book and announce, and not read the journal', () => {
  const actions = actionsOf('ApplyPayments');
  expect(actions).toEqual(
    expect.arrayContaining(['dynamodb:GetItem', 'events:PutEvents', 'rds-data:ExecuteStatement']),
  );
  expect(actions).not.toContain('dynamodb:Query');
});

test('lets no function hold a transaction open, write the journal or change the region state', () => {
  const names = [
    'ApplyPayments',
    'RelayOutbox',
    'SweepJournal',
    'CheckLedger',
    'ExpirePayments',
    'ArchiveOperations',
    'GetPayment',
    'ListPayments',
    'ListOperations',
    'ListTransfers',
    'ListBalances',
    'ListMerchantTransfers',
    'ListCaptures',
    'ListRefunds',
    'GetStatement',
    'ListPayouts',
    'GetTerms',
    'ListBlocklist',
    'ListAuditLog',
    'Open',
    'Recover',
    'RetryCommand',
    'ListSetAside',
  ];
  for (const name of names) {
    expect(actionsOf(name), name).toContain('rds-data:ExecuteStatement');
    for (const action of ['rds-data:BeginTransaction', 'dynamodb:PutItem', 'dynamodb:UpdateItem']) {
      expect(actionsOf(name), name).not.toContain(action);
    }
  }
});

test('lets one function forget what the journal holds, and none but it delete anything there', () => {
  expect(actionsOf('ForgetAnswers')).toEqual(
    expect.arrayContaining(['dynamodb:BatchGetItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query']),
  );
  const deleting = Object.entries(primary.findResources('AWS::IAM::Policy'))
    .filter(([, policy]) => JSON.stringify(policy).includes('dynamodb:DeleteItem'))
    .map(([id]) => id);
  // The other one deletes exports that have expired, in their table alone.
  expect(deleting.sort()).toEqual([expect.stringMatching(/ForgetAnswers/), expect.stringMatching(/MakeExports/)]);
});

test('lets captures, voids, refunds, disputes and decisions write the journal and not scan it', () => {
  for (const name of [
    'PostCapture',
    'PostVoid',
    'PostRefund',
    'PostApproval',
    'PostRejection',
    'PostDispute',
    'PostDisputeEvidence',
    'PostDisputeWin',
    'PostDisputeLoss',
    'PostSpecifiedPayment',
  ]) {
    expect(actionsOf(name), name).toEqual(
      expect.arrayContaining(['dynamodb:PutItem', 'events:PutEvents', 'rds-data:ExecuteStatement']),
    );
    const queried = Object.entries(primary.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.includes(`${name}Role`))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .filter((statement) => JSON.stringify(statement.Action).includes('dynamodb:Query'))
      .map(({ Resource }) => JSON.stringify(Resource));
    expect(queried, name).toEqual([expect.stringContaining('transactions-table')]);
  }
});

test('11.B1: lets settings be written by those who change them, and by the one that copies them again and writes nothing else', () => {
  const writesTo = (name: string) =>
    Object.entries(primary.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.includes(`${name}Role`))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => JSON.stringify(Action).includes('dynamodb:PutItem'));
  for (const [name, tables] of [
    ['PostTerms', 2],
    ['PostBlocklist', 2],
    ['CopySettings', 1],
  ] as const) {
    expect(writesTo(name), name).toHaveLength(tables);
    expect(JSON.stringify(writesTo(name)), name).toContain('SettingsTable');
    for (const action of ['events:PutEvents', 'dynamodb:DeleteItem']) {
      expect(actionsOf(name), name).not.toContain(action);
    }
  }
  for (const name of ['PostCapture', 'ListBlocklist', 'GetTerms']) {
    expect(JSON.stringify(writesTo(name)), name).not.toContain('SettingsTable');
  }
});

test('ST3: lets one function write operations to the archive, and take nothing away', () => {
  expect(actionsOf('ArchiveOperations').filter((action) => action.startsWith('s3:'))).toEqual([
    's3:GetObject',
    's3:ListBucket',
    's3:PutObject',
  ]);
  const policies = JSON.stringify(primary.findResources('AWS::IAM::Policy'));
  expect(policies).toContain('/ledger/operations/*');
  expect(policies).toContain('/ledger/rolled/*');
  expect(policies).not.toContain('/ledger/schema/*');
});

test('A12 rolls the archive up by the function that archives, each minute, so that failures in a row ring', () => {
  const rule = propertiesOf('AWS::Events::Rule').find(
    ({ Name }) => Name === 'transactions-roll-up-archive-schedule-dev',
  );
  expect(rule).toMatchObject({
    ScheduleExpression: 'rate(1 minute)',
    Targets: [
      { Arn: { 'Fn::GetAtt': [expect.stringMatching(/ArchiveOperations/), 'Arn'] }, Input: '{"work":"roll-up"}' },
    ],
  });
});

test('publishes its four recovery hooks', () => {
  const names = propertiesOf('AWS::SSM::Parameter').map(({ Name }) => Name);
  expect(names.sort()).toEqual(
    ['book', 'open', 'probe', 'recover'].map((hook) => `/payment/dev/services/transactions/recovery/${hook}`),
  );
});

test('runs migrations in a stack of their own, which is deployed before the code that needs them', () => {
  schema.resourceCountIs('Custom::Trigger', 1);
  primary.resourceCountIs('Custom::Trigger', 0);
  expect(schema.toJSON()).toMatchObject({ Metadata: { Layer: 'schema' } });
  expect(JSON.stringify(schema.findResources('AWS::IAM::Policy'))).toContain('/ledger/schema/*');
});

test('lets migrations alone log in as the owner of the ledger', () => {
  expect(JSON.stringify(schema.toJSON())).toContain('owner-secret-arn');
  expect(JSON.stringify(primary.toJSON())).not.toContain('owner-secret-arn');
});

test('waits for a promotion longer than Aurora takes, and keeps the message that long', () => {
  const [consumer] = propertiesOf('AWS::Lambda::Function').filter(
    ({ FunctionName }) => FunctionName === 'transactions-apply-payments-dev',
  );
  const [queue] = propertiesOf('AWS::SQS::Queue').filter(
    ({ QueueName }) => QueueName === 'transactions-payments-queue-dev',
  );
  expect(consumer).toMatchObject({ Timeout: 180 });
  expect(queue).toMatchObject({ VisibilityTimeout: 6 * 180 });
});

test('has a runbook for each alarm', () => {
  const alarms = propertiesOf('AWS::CloudWatch::Alarm').map(({ AlarmName }) => String(AlarmName).replace(/-dev$/, ''));
  expect(alarms.sort()).toEqual([
    'transactions-api-5xx',
    'transactions-api-latency',
    'transactions-archive-lag',
    'transactions-changes-age',
    'transactions-changes-dead-letters',
    'transactions-commands-set-aside',
    'transactions-dead-letters',
    'transactions-export-errors',
    'transactions-exports-failed',
    'transactions-exports-late',
    'transactions-function-errors',
    'transactions-function-throttles',
    'transactions-ledger-drift',
    'transactions-outcomes-diverged',
    'transactions-queue-age',
    'transactions-recovery-errors',
    'transactions-rehearsal-errors',
    'transactions-settings-errors',
    'transactions-settlement-errors',
    'transactions-settlements-overdue',
    'transactions-shortfalls-booked',
    'transactions-unbooked-commands',
  ]);
  for (const alarm of alarms) {
    expect(existsSync(join(import.meta.dirname, '../../../../docs/runbooks', `${alarm}.md`)), alarm).toBe(true);
  }
});
