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
const recovery = { 'recovery.$': '$.bump.recovery', 'execution.$': '$$.Execution.Name' };

/** Input of the stages before the new epoch. */
const ordered = { 'order.$': '$.order', 'execution.$': '$$.Execution.Name' };

/** Input of the report: everything the execution has gathered. */
const everything = { ...ordered, 'progress.$': '$' };

/**
 * The failover as a state machine: the same in both regions, run in the one that survives.
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
  const orGiveUp = { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Stopped' }] };
  return {
    Comment: 'Takes over from a region that is lost',
    StartAt: 'ConfirmFailure',
    TimeoutSeconds: executionSecondsMax,
    States: {
      ConfirmFailure: { ...stage('confirm-failure', ordered, '$.confirm'), ...orStop, Next: 'IsConfirmed' },
      IsConfirmed: {
        Type: 'Choice',
        Choices: [{ Variable: '$.confirm.outcome', StringEquals: 'confirmed', Next: 'BumpEpoch' }],
        Default: 'StoodDown',
      },
      BumpEpoch: { ...stage('bump-epoch', ordered, '$.bump'), ...orStop, Next: 'IsBumped' },
      IsBumped: {
        Type: 'Choice',
        Choices: [{ Variable: '$.bump.outcome', StringEquals: 'bumped', Next: 'MoveRegion' }],
        Default: 'StoodDown',
      },
      MoveRegion: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'PromoteDatabase',
            States: {
              PromoteDatabase: { ...stage('promote-database', recovery, '$.promote'), Next: 'DatabaseIsWriter' },
              DatabaseIsWriter: { ...stage('database-is-writer', recovery, '$.writer'), End: true },
            },
          },
          {
            StartAt: 'LatchTraffic',
            States: { LatchTraffic: { ...stage('latch-traffic', recovery, '$.latch'), End: true } },
          },
        ],
        ResultSelector: { 'promote.$': '$[0].promote', 'writer.$': '$[0].writer', 'latch.$': '$[1].latch' },
        ResultPath: '$.moved',
        ...orStop,
        Next: 'OpenWrites',
      },
      OpenWrites: {
        ...stage('open-writes', { ...recovery, 'bumpedAtMs.$': '$.bump.bumpedAtMs' }, '$.open'),
        ...orStop,
        Next: 'RecoverServices',
      },
      RecoverServices: {
        ...stage('recover-services', { ...recovery, 'faults.$': '$.order.faults' }, '$.recover'),
        ...orStop,
        Next: 'IsRecovered',
      },
      IsRecovered: {
        Type: 'Choice',
        Choices: [{ Variable: '$.recover.outcome', StringEquals: 'recovered', Next: 'VerifyCanary' }],
        Default: 'RecoverServices',
      },
      VerifyCanary: { ...stage('verify-canary', recovery, '$.verify'), ...orStop, Next: 'ReportFailover' },
      ReportFailover: { ...stage('report-failover', everything, '$.report'), ...orGiveUp, Next: 'Recovered' },
      Recovered: { Type: 'Succeed' },
      StoodDown: { Type: 'Succeed' },
      ReportStop: { ...stage('report-failover', everything, '$.report'), ...orGiveUp, Next: 'Stopped' },
      Stopped: {
        Type: 'Fail',
        Error: 'failover_stopped',
        Cause: 'A stage used up its budget; the watcher takes the failover up again within a minute.',
      },
    },
  };
}
