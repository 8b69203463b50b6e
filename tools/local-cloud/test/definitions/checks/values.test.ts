import { describe } from 'vitest';
import { aParameter } from '../a-stack.ts';
import { type Planted, type Sound, testPlanted, testSound } from './planted.ts';

const letters = (count: number) => 'x'.repeat(count);
const queue = 'Dead/Properties';
const worker = 'Worker/Properties';

/** Variables whose JSON has so many bytes: `{"V1":"…"}`. */
const variablesOf = (bytes: number) => ({ V1: letters(bytes - '{"V1":""}'.length) });

const planted: readonly Planted[] = [
  ['a null', `${queue}/DelaySeconds`, null, 'null-value Dead.DelaySeconds'],
  ['a dependency on nothing', 'Dead/DependsOn', 'Nowhere', 'depends-on-nothing Dead.DependsOn'],
  ['a resource that depends on itself', 'Dead/DependsOn', ['Dead'], 'circular-dependency Dead.DependsOn'],
  ['a circle of two', 'Dead/DependsOn', ['Work'], 'circular-dependency Work.DependsOn'],
  ['a circle over a role', 'WorkerRole/DependsOn', ['Worker'], 'circular-dependency WorkerRole.DependsOn'],
  ['a logical id with a dash', 'Dead-Letters', { Type: 'AWS::SQS::Queue' }, 'logical-id-malformed Dead-Letters.'],
  ['an attribute that is none', 'Dead/DependOn', ['Work'], 'attribute-unknown Dead.DependOn'],
  ['a policy of deletion that is none', 'Dead/DeletionPolicy', 'Keep', 'attribute-unknown Dead.DeletionPolicy'],
  ['a snapshot of a queue', 'Dead/DeletionPolicy', 'Snapshot', 'attribute-unknown Dead.DeletionPolicy'],
  ['a property that a network has not', 'Network/Properties/Size', 1, 'unknown-property Network.Size'],
  ['a property below that is none', `${worker}/VpcConfig/Zone`, 'a', 'unknown-property Worker.VpcConfig.Zone'],
  ['a function without code', `${worker}/Code`, undefined, 'missing-property Worker.Code'],
  [
    'an event rule whose target has no id',
    'EachMinute/Properties/Targets/0/Id',
    undefined,
    'missing-property EachMinute.Targets.0.Id',
  ],
  ['text for a number', `${queue}/VisibilityTimeout`, 'soon', 'wrong-type Dead.VisibilityTimeout'],
  ['a fraction for a whole number', `${queue}/VisibilityTimeout`, 1.5, 'wrong-type Dead.VisibilityTimeout'],
  ['a list for text', `${queue}/QueueName`, ['a'], 'wrong-type Dead.QueueName'],
  ['text for a list', 'EachMinute/Properties/Targets', 'x', 'wrong-type EachMinute.Targets'],
  ['text for a truth value', 'Ledger/Properties/EnableHttpEndpoint', 'yes', 'wrong-type Ledger.EnableHttpEndpoint'],
  ['a state of a rule that is none', 'EachMinute/Properties/State', 'ON', 'value-not-allowed EachMinute.State'],
  [
    'a mode of tracing that is none',
    `${worker}/TracingConfig`,
    { Mode: 'On' },
    'value-not-allowed Worker.TracingConfig.Mode',
  ],
  [
    'a queue that hides a second too long',
    `${queue}/VisibilityTimeout`,
    43_201,
    'value-out-of-bounds Dead.VisibilityTimeout',
  ],
  [
    'messages that are kept a second too long',
    `${queue}/MessageRetentionPeriod`,
    1_209_601,
    'value-out-of-bounds Dead.MessageRetentionPeriod',
  ],
  [
    'messages that are kept a second too short',
    `${queue}/MessageRetentionPeriod`,
    59,
    'value-out-of-bounds Dead.MessageRetentionPeriod',
  ],
  ['a name of a queue with 81 letters', `${queue}/QueueName`, letters(81), 'value-out-of-bounds Dead.QueueName'],
  ['a name of a queue with a space', `${queue}/QueueName`, 'a queue', 'value-out-of-bounds Dead.QueueName'],
  [
    '1001 receptions',
    'Work/Properties/RedrivePolicy/maxReceiveCount',
    1001,
    'value-out-of-bounds Work.RedrivePolicy.maxReceiveCount',
  ],
  ['127 MB of memory', `${worker}/MemorySize`, 127, 'value-out-of-bounds Worker.MemorySize'],
  ['10,241 MB of memory', `${worker}/MemorySize`, 10_241, 'value-out-of-bounds Worker.MemorySize'],
  ['no time to run', `${worker}/Timeout`, 0, 'value-out-of-bounds Worker.Timeout'],
  [
    'a name of a function with 65 letters',
    `${worker}/FunctionName`,
    letters(65),
    'value-out-of-bounds Worker.FunctionName',
  ],
  [
    'three tries more',
    'WorkerRetries/Properties/MaximumRetryAttempts',
    3,
    'value-out-of-bounds WorkerRetries.MaximumRetryAttempts',
  ],
  ['logs of 31 days', 'WorkerLog/Properties/RetentionInDays', 31, 'value-not-allowed WorkerLog.RetentionInDays'],
  ['a weight of 256', 'Record/Properties/Weight', 256, 'value-out-of-bounds Record.Weight'],
  [
    'checks each 20 s',
    'Check/Properties/HealthCheckConfig/RequestInterval',
    20,
    'value-out-of-bounds Check.HealthCheckConfig.RequestInterval',
  ],
  ['a bucket in capitals', 'Archive/Properties/BucketName', 'Archive', 'value-out-of-bounds Archive.BucketName'],
  ['a secure string', 'Setting/Properties/Type', 'SecureString', 'value-not-allowed Setting.Type'],
  ['a parameter below /aws', 'Setting/Properties/Name', '/aws/x', 'value-out-of-bounds Setting.Name'],
  [
    'backups of 36 days',
    'Ledger/Properties/BackupRetentionPeriod',
    36,
    'value-out-of-bounds Ledger.BackupRetentionPeriod',
  ],
  ['a network of eight bits', 'Network/Properties/CidrBlock', '10.0.0.0/8', 'value-out-of-bounds Network.CidrBlock'],
  ['a table with a name of two letters', 'Views/Properties/TableName', 'ab', 'value-out-of-bounds Views.TableName'],
  [
    '4,097 bytes of environment',
    `${worker}/Environment/Variables`,
    variablesOf(4097),
    'environment-too-large Worker.Environment.Variables',
  ],
  ['4,097 bytes of a parameter', 'Setting/Properties/Value', letters(4097), 'parameter-too-large Setting.Value'],
  [
    '8,193 bytes of an advanced parameter',
    'Setting/Properties',
    { ...aParameter('/x', letters(8193)).Properties, Tier: 'Advanced' },
    'parameter-too-large Setting.Value',
  ],
  ['an empty parameter', 'Setting/Properties/Value', '', 'parameter-too-large Setting.Value'],
  [
    'a parameter against its own pattern',
    'Setting/Properties/AllowedPattern',
    '^[0-9]+$',
    'parameter-pattern Setting.Value',
  ],
  [
    'a secret with a value that is generated, too',
    'Owner/Properties/SecretString',
    'x',
    'secret-malformed Owner.SecretString',
  ],
  [
    'a template of a secret without key',
    'Owner/Properties/GenerateSecretString/GenerateStringKey',
    undefined,
    'secret-malformed Owner.GenerateSecretString',
  ],
  [
    'a replica of a secret in its own region',
    'Owner/Properties/ReplicaRegions',
    [{ Region: 'us-east-1' }],
    'secret-malformed Owner.ReplicaRegions.0.Region',
  ],
  ['two queues of one name', `${queue}/QueueName`, 'work-dev', 'duplicate-name Work.QueueName'],
  [
    'two tables of one name',
    'Views/Properties/TableName',
    'journal-dev',
    'duplicate-name Views.TableName',
    'duplicate-name Views.TableName',
  ],
  [
    'a table under the name of a replica',
    'secondary:Views',
    {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName: 'views-dev',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
        Replicas: [{ Region: 'us-east-2' }],
      },
    },
    'duplicate-name Views.TableName',
  ],
  ['an alarm named as a composite alarm', 'Any/Properties/AlarmName', 'busy-dev', 'duplicate-name Any.AlarmName'],
  [
    'a bucket that another region has',
    'secondary:Archive',
    { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'archive-dev' } },
    'duplicate-name Archive.BucketName',
  ],
];

const sound: readonly Sound[] = [
  ['a dependency on what is there', 'Dead/DependsOn', 'Topic'],
  ['a dependency of a list', 'Dead/DependsOn', ['Topic', 'Bus']],
  ['a database that leaves a snapshot', 'Ledger/DeletionPolicy', 'Snapshot'],
  ['a number as text', `${queue}/VisibilityTimeout`, '43200'],
  ['a truth value as text', 'Ledger/Properties/EnableHttpEndpoint', 'true'],
  ['a queue that hides twelve hours', `${queue}/VisibilityTimeout`, 43_200],
  ['messages that are kept 14 days', `${queue}/MessageRetentionPeriod`, 1_209_600],
  ['messages that are kept a minute', `${queue}/MessageRetentionPeriod`, 60],
  ['a name of a queue with 80 letters', `${queue}/QueueName`, letters(80)],
  ['1000 receptions', 'Work/Properties/RedrivePolicy/maxReceiveCount', 1000],
  ['128 MB of memory', `${worker}/MemorySize`, 128],
  ['10,240 MB of memory', `${worker}/MemorySize`, 10_240],
  ['no tries more', 'WorkerRetries/Properties/MaximumRetryAttempts', 0],
  ['logs of 30 days', 'WorkerLog/Properties/RetentionInDays', 30],
  ['a weight of 255', 'Record/Properties/Weight', 255],
  ['checks each 30 s', 'Check/Properties/HealthCheckConfig/RequestInterval', 30],
  ['4,096 bytes of environment', `${worker}/Environment/Variables`, variablesOf(4096)],
  ['4,096 bytes of a parameter', 'Setting/Properties/Value', letters(4096)],
  [
    '8,192 bytes of an advanced parameter',
    'Setting/Properties',
    { ...aParameter('/x', letters(8192)).Properties, Tier: 'Advanced' },
  ],
  ['a parameter as its pattern wants it', 'Setting/Properties/AllowedPattern', '^[a-z]+$'],
  [
    'a queue of the same name in the other region',
    'secondary:Work',
    { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work-dev' } },
  ],
];

describe('structure, types and bounds', () => {
  testPlanted(planted);
  testSound(sound);
});
