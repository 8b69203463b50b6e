import { type StageFunctionName, stageBudgets } from './stage-budgets.ts';

/** Amazon States Language, JSONPath. */
type States = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface FailoverDefinition {
  readonly Comment: string;
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: States;
}

/** Longest execution, in seconds; the stages' own budgets end it long before. */
const executionSecondsMax = 3_600;

/** Room for Lambda to answer after the function's own timeout, in seconds. */
const answerSeconds = 5;

/** Errors that another call would only repeat. */
const finalErrors = ['canary_rejected', 'epoch_moved', 'input_invalid'];

/** Input of the stages under the new epoch. */
const recovery = { 'recovery.$': '$.begin.recovery', 'execution.$': '$$.Execution.Name' };

/** Input of the stages before. */
const ordered = { 'order.$': '$.order', 'execution.$': '$$.Execution.Name' };

/** Input of the report: everything the execution has gathered. */
const everything = { ...ordered, 'progress.$': '$' };

/**
 * The takeover as a state machine: the same in both regions, run in the one that is to be active. Failover, hand-back and
 * resumption are one path, since each stage finds out what is left to do.
 *
 * Every task is a function of this region and may be called again. Waiting happens inside tasks, because a `Wait` state
 * counts whole seconds and a local promotion takes two tenths of one.
 */
export function failoverDefinition(arnOf: (stage: StageFunctionName) => string): FailoverDefinition {
  const stage = (name: StageFunctionName, parameters: object, resultPath: string | null) => ({
    Type: 'Task',
    Resource: arnOf(name),
    Parameters: parameters,
    ResultPath: resultPath,
    TimeoutSeconds: stageBudgets[name].callSeconds + answerSeconds,
    Retry: [
      { ErrorEquals: finalErrors, MaxAttempts: 0 },
      {
        ErrorEquals: ['States.ALL'],
        IntervalSeconds: 1,
        BackoffRate: 1,
        MaxAttempts: stageBudgets[name].callsMax - 1,
      },
    ],
  });
  const orStop = { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'ReportStop' }] };
  // Under another epoch there is nothing left to do, and nothing to report.
  const orLeave = {
    Catch: [{ ErrorEquals: ['epoch_moved'], ResultPath: '$.error', Next: 'Superseded' }, ...orStop.Catch],
  };
  const orGiveUp = { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Stopped' }] };
  return {
    Comment: 'Makes this region the active one, or finishes what was begun',
    StartAt: 'ConfirmOrder',
    TimeoutSeconds: executionSecondsMax,
    States: {
      ConfirmOrder: { ...stage('confirm-order', ordered, '$.confirm'), ...orStop, Next: 'IsConfirmed' },
      IsConfirmed: {
        Type: 'Choice',
        Choices: [{ Variable: '$.confirm.outcome', StringEquals: 'confirmed', Next: 'BeginEpoch' }],
        Default: 'StoodDown',
      },
      BeginEpoch: { ...stage('begin-epoch', ordered, '$.begin'), ...orStop, Next: 'IsBegun' },
      IsBegun: {
        Type: 'Choice',
        Choices: [{ Variable: '$.begin.outcome', StringEquals: 'begun', Next: 'TakeOver' }],
        Default: 'Superseded',
      },
      TakeOver: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'PromoteDatabase',
            States: { PromoteDatabase: { ...stage('promote-database', recovery, null), End: true } },
          },
          { StartAt: 'WaitLease', States: { WaitLease: { ...stage('wait-lease', recovery, null), End: true } } },
        ],
        ResultPath: null,
        ...orLeave,
        Next: 'OpenWrites',
      },
      OpenWrites: { ...stage('open-writes', recovery, null), ...orLeave, Next: 'RecoverServices' },
      RecoverServices: { ...stage('recover-services', recovery, '$.recover'), ...orLeave, Next: 'IsRecovered' },
      IsRecovered: {
        Type: 'Choice',
        Choices: [{ Variable: '$.recover.outcome', StringEquals: 'recovered', Next: 'VerifyCanary' }],
        Default: 'RecoverServices',
      },
      VerifyCanary: { ...stage('verify-canary', recovery, '$.verify'), ...orLeave, Next: 'ReportFailover' },
      ReportFailover: { ...stage('report-failover', everything, '$.report'), ...orGiveUp, Next: 'Recovered' },
      Recovered: { Type: 'Succeed' },
      StoodDown: { Type: 'Succeed' },
      Superseded: { Type: 'Succeed' },
      ReportStop: { ...stage('report-failover', everything, '$.report'), ...orGiveUp, Next: 'Stopped' },
      Stopped: {
        Type: 'Fail',
        Error: 'failover_stopped',
        Cause: 'A stage used up its budget; the watcher resumes the takeover.',
      },
    },
  };
}
