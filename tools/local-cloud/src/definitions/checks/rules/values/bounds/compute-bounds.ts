import type { TypeBounds } from './bound.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** Functions, workflows and their logs. */
export const computeBounds: Readonly<Record<string, TypeBounds>> = {
  'AWS::Lambda::Function': {
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
    bounds: [
      { path: 'FunctionName', length: [1, 64], pattern: /^[a-zA-Z0-9-_]+$/ },
      { path: 'Description', length: [0, 256] },
      { path: 'Handler', length: [0, 128], pattern: /^\S+$/ },
      { path: 'MemorySize', min: 128, max: 10_240 },
      { path: 'Timeout', min: 1, max: 900 },
      { path: 'EphemeralStorage.Size', min: 512, max: 10_240 },
      { path: 'ReservedConcurrentExecutions', min: 0, max: Number.MAX_SAFE_INTEGER },
      { path: 'Architectures', items: [1, 1] },
      { path: 'Architectures.*', oneOf: ['arm64', 'x86_64'] },
      { path: 'Layers', items: [0, 5] },
      { path: 'VpcConfig.SubnetIds', items: [0, 16] },
      { path: 'VpcConfig.SecurityGroupIds', items: [0, 5] },
    ],
  },
  'AWS::Lambda::EventInvokeConfig': {
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html',
    bounds: [
      { path: 'MaximumRetryAttempts', min: 0, max: 2 },
      { path: 'MaximumEventAgeInSeconds', min: 60, max: 21_600 },
    ],
  },
  'AWS::Lambda::EventSourceMapping': {
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html',
    bounds: [
      { path: 'BatchSize', min: 1, max: 10_000 },
      { path: 'MaximumBatchingWindowInSeconds', min: 0, max: 300 },
      { path: 'ScalingConfig.MaximumConcurrency', min: 2, max: 1000 },
      { path: 'FunctionResponseTypes.*', oneOf: ['ReportBatchItemFailures'] },
    ],
  },
  'AWS::StepFunctions::StateMachine': {
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html',
    bounds: [
      { path: 'StateMachineName', length: [1, 80], pattern: /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]+$/ },
      { path: 'StateMachineType', oneOf: ['STANDARD', 'EXPRESS'] },
      { path: 'DefinitionString', length: [1, 1_048_576] },
    ],
  },
  'AWS::Logs::LogGroup': {
    source: `${reference}/aws-resource-logs-loggroup.html`,
    bounds: [
      { path: 'LogGroupName', length: [1, 512], pattern: /^[.\-_/#A-Za-z0-9]+$/ },
      {
        path: 'RetentionInDays',
        oneOf: [
          ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
          ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
        ],
      },
    ],
  },
};
