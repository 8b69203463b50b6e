import type { StateMachine } from 'aws-local-stepfunctions';

/** One step of an execution, for timelines. */
export interface ExecutionStep {
  /** RFC 3339 with milliseconds. */
  readonly at: string;
  /** `StateEntered`, `StateExited`, `StateRetried`, `StateCaught`, `StateFailed`, `ExecutionStarted` … */
  readonly type: string;
  readonly state?: string;
  /** Error name of a failure. */
  readonly error?: string;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionProps {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly onStep: (step: ExecutionStep) => void;
}

type EventLog = Awaited<ReturnType<ReturnType<StateMachine['run']>['eventLogs']['next']>>['value'];

/** One run of a state machine. */
export class Execution {
  readonly props: ExecutionProps;
  readonly startedAt = new Date();
  readonly steps: ExecutionStep[] = [];
  status: ExecutionStatus = 'RUNNING';
  stoppedAt: Date | undefined;
  /** JSON text; of an execution that succeeded. */
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;

  constructor(props: ExecutionProps) {
    this.props = props;
  }

  /** Follows a run to its end; never rejects. */
  async follow({ result, eventLogs }: ReturnType<StateMachine['run']>): Promise<void> {
    const steps = this.#record(eventLogs);
    try {
      this.output = JSON.stringify(await result);
      this.status = 'SUCCEEDED';
    } catch (error) {
      this.#fail(error);
    }
    this.stoppedAt = new Date();
    await steps;
  }

  /** Keeps the steps; the last one is the end of the execution. */
  async #record(eventLogs: AsyncGenerator<EventLog>): Promise<void> {
    for await (const log of eventLogs) {
      const state = 'state' in log ? log.state.name : undefined;
      const error = 'Error' in log ? log.Error : undefined;
      const step: ExecutionStep = {
        at: new Date(log.timestamp).toISOString(),
        type: log.type,
        ...(state === undefined ? {} : { state }),
        ...(typeof error === 'string' ? { error } : {}),
      };
      this.steps.push(step);
      this.props.onStep(step);
    }
  }

  #fail(thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    // The interpreter wraps what a state threw.
    const inner = error.name === 'ExecutionError' && error.cause instanceof Error ? error.cause : error;
    this.status =
      error.name === 'ExecutionTimeoutError'
        ? 'TIMED_OUT'
        : error.name === 'ExecutionAbortedError'
          ? 'ABORTED'
          : 'FAILED';
    this.error = this.status === 'TIMED_OUT' ? 'States.Timeout' : inner.name;
    this.cause = inner.message;
  }
}
