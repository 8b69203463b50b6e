import { accepted, arn, fingerprint, named, numbered, type ResourceKinds, simulated, uuid } from './kind.ts';

const notEvaluated = accepted('policies of resources are not evaluated, those of roles are');
const machine = 'capacity is this machine';

/** Functions and state machines. */
export const computeKinds: ResourceKinds = {
  'AWS::Lambda::Function': {
    support: simulated(
      'lambda',
      [
        'FunctionName',
        'Code',
        'Environment',
        'Handler',
        'MemorySize',
        'Runtime',
        'Timeout',
        'ReservedConcurrentExecutions',
        'Role',
      ],
      {
        Architectures: 'a bundle of JavaScript runs on any processor',
        DeadLetterConfig: 'asynchronous invocations are tried twice and then logged',
        Description: 'is for people',
        EphemeralStorage: machine,
        KmsKeyArn: 'nothing at rest is encrypted on this machine',
        LoggingConfig: 'all functions of a region log to its file',
        RecursiveLoop: 'nothing watches for loops',
        TracingConfig: 'no tracing agent runs',
        VpcConfig: 'all processes are on one machine: packets are not routed or filtered',
      },
    ),
    ref: named('FunctionName'),
    attributes: { Arn: (it) => arn(it, 'lambda', `function:${it.physicalId}`) },
    complaint: ({ Runtime, Layers, PackageType }) => {
      if (Layers !== undefined || PackageType === 'Image') return 'layers and container images are not simulated';
      const runtime = String(Runtime);
      return runtime.startsWith('nodejs') ? undefined : `Runtime ${runtime} is not simulated; only nodejs is`;
    },
  },
  'AWS::Lambda::Version': {
    support: accepted('there is one version of each function: the one in the assembly'),
    ref: (version) => `${functionArn(version.property('FunctionName'), version)}:${versionNumber(version)}`,
    attributes: {
      Version: versionNumber,
      FunctionArn: (version) => version.physicalId,
    },
  },
  'AWS::Lambda::Permission': { support: notEvaluated, ref: numbered('permission-'), attributes: {} },
  'AWS::Lambda::EventInvokeConfig': {
    support: simulated('lambda', ['FunctionName', 'MaximumRetryAttempts', 'Qualifier']),
    ref: numbered('invoke-config-'),
    attributes: {},
  },
  'AWS::Lambda::EventSourceMapping': {
    support: simulated(
      'lambda',
      [
        'BatchSize',
        'Enabled',
        'EventSourceArn',
        'FunctionName',
        'FunctionResponseTypes',
        'MaximumBatchingWindowInSeconds',
        'ScalingConfig',
      ],
      { MetricsConfig: 'has a price only', KmsKeyArn: 'nothing at rest is encrypted on this machine' },
    ),
    ref: uuid(),
    attributes: {
      Id: (mapping) => mapping.physicalId,
      EventSourceMappingArn: (mapping) => arn(mapping, 'lambda', `event-source-mapping:${mapping.physicalId}`),
    },
    complaint: ({ EventSourceArn }) =>
      /^arn:aws:sqs:/.test(String(EventSourceArn))
        ? undefined
        : `EventSourceArn ${String(EventSourceArn)} is not simulated; only SQS queues feed functions here`,
  },
  'AWS::Logs::LogGroup': {
    support: accepted('all functions of a region log to its file'),
    ref: named('LogGroupName', 512),
    attributes: { Arn: (group) => arn(group, 'logs', `log-group:${group.physicalId}:*`) },
  },
  'AWS::Logs::ResourcePolicy': { support: notEvaluated, ref: named('PolicyName'), attributes: {} },
  'AWS::StepFunctions::StateMachine': {
    support: simulated(
      'step-functions',
      ['StateMachineName', 'DefinitionString', 'DefinitionSubstitutions', 'StateMachineType'],
      {
        EncryptionConfiguration: 'nothing at rest is encrypted on this machine',
        LoggingConfiguration: 'executions are logged to the file of the region',
        RoleArn: 'a state machine invokes every function; roles are evaluated for what functions call',
        TracingConfiguration: 'no tracing agent runs',
      },
    ),
    ref: (machine) => arn(machine, 'states', `stateMachine:${named('StateMachineName', 80)(machine)}`),
    attributes: {
      Arn: (machine) => machine.physicalId,
      Name: (machine) => named('StateMachineName', 80)(machine),
      StateMachineRevisionId: (machine) => fingerprint(machine).slice(0, 32),
    },
    complaint: ({ DefinitionS3Location, DefinitionString, StateMachineType = 'STANDARD' }) => {
      if (DefinitionS3Location !== undefined) return 'DefinitionS3Location is not simulated';
      if (StateMachineType === 'EXPRESS') return 'StateMachineType EXPRESS is not simulated; STANDARD is';
      return typeof DefinitionString === 'string' && /"QueryLanguage"\s*:\s*"JSONata"/.test(DefinitionString)
        ? 'JSONata is not simulated; write the definition in JSONPath'
        : undefined;
    },
  },
  'Custom::Trigger': {
    support: simulated('triggers', ['HandlerArn', 'InvocationType'], {
      Timeout: 'the function has its own',
      ServiceToken: 'the function is invoked directly',
      ExecuteOnHandlerChange: 'it is invoked at every start',
    }),
    ref: numbered('trigger-'),
    attributes: {},
  },
};

/** CDK puts a digest of the function into the logical id: other code has another number, and its trigger runs. */
function versionNumber(identity: Parameters<typeof fingerprint>[0]): string {
  return String(Number.parseInt(fingerprint(identity).slice(0, 6), 16) + 1);
}

function functionArn(name: unknown, identity: Parameters<typeof arn>[0]): string {
  const text = String(name);
  return text.startsWith('arn:') ? text : arn(identity, 'lambda', `function:${text}`);
}
