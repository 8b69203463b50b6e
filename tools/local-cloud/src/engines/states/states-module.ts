import { randomUUID } from 'node:crypto';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { z } from 'zod';
import { type MachineDefinition, machineDefinition } from '../../definitions/machine-definition.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerJson, type JsonActions, jsonAction } from '../../protocol/aws/json-actions.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { InvocationEnd } from '../lambda/function-worker.ts';
import type { LocalHook, RegionContext, ServiceModule } from '../service-module.ts';
import { Execution, type ExecutionStatus } from './execution.ts';
import { describedExecution, listedExecution } from './execution-answers.ts';

/** Longest input and output of an execution and of each of its tasks, in bytes. */
const payloadBytesMax = 262_144;

interface Machine {
  readonly definition: MachineDefinition;
  /** One per definition: constructing it costs hundreds of milliseconds when it validates. */
  readonly interpreter: StateMachine;
}

/** Metrics that count how executions end. */
const endMetrics: Readonly<Partial<Record<ExecutionStatus, string>>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

type JsonValue = Parameters<StateMachine['run']>[0];

/** The state machines of a region; every task is bound to the region's functions by its Resource. */
export class StatesModule implements ServiceModule {
  readonly service = 'states';
  readonly resourceTypes = ['AWS::StepFunctions::StateMachine'];
  /** An execution goes on with the definition that it began with. */
  readonly changeable = this.resourceTypes;
  readonly hooks: Readonly<Record<string, LocalHook>> = {
    executions: async () =>
      [...this.#executions.values()].map((execution) => ({ ...describedExecution(execution), steps: execution.steps })),
  };
  readonly #context: RegionContext;
  readonly #run: (functionName: string, payload: string) => Promise<InvocationEnd>;
  readonly #createdAt = new Date();
  readonly #machines = new Map<string, Machine>();
  /** By ARN, oldest first. */
  readonly #executions = new Map<string, Execution>();
  readonly #actions: JsonActions = {
    StartExecution: jsonAction(
      z.strictObject({
        stateMachineArn: z.string(),
        name: z
          .string()
          .regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/)
          .optional(),
        input: z.string().default('{}'),
        traceHeader: z.string().optional(),
      }),
      ({ stateMachineArn, name = randomUUID(), input }) => {
        const { props, startedAt } = this.startExecution(stateMachineArn, { name, input });
        return { executionArn: props.arn, startDate: startedAt.getTime() / 1000 };
      },
    ),

    DescribeStateMachine: jsonAction(z.strictObject({ stateMachineArn: z.string() }), ({ stateMachineArn }) => {
      const { definition } = this.#machine(stateMachineArn);
      return {
        stateMachineArn,
        name: definition.name,
        status: 'ACTIVE',
        definition: JSON.stringify(definition.definition),
        type: 'STANDARD',
        creationDate: this.#createdAt.getTime() / 1000,
      };
    }),

    DescribeExecution: jsonAction(z.strictObject({ executionArn: z.string() }), ({ executionArn }) =>
      describedExecution(this.#execution(executionArn)),
    ),

    ListExecutions: jsonAction(
      z.strictObject({
        stateMachineArn: z.string(),
        statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
        maxResults: z.number().int().min(1).max(1000).default(100),
      }),
      ({ stateMachineArn, statusFilter, maxResults }) => {
        this.#machine(stateMachineArn);
        const executions = [...this.#executions.values()]
          .filter(({ props, status }) => props.machineArn === stateMachineArn && status === (statusFilter ?? status))
          .reverse();
        return { executions: executions.slice(0, maxResults).map(listedExecution) };
      },
    ),
  };

  constructor(context: RegionContext, run: (functionName: string, payload: string) => Promise<InvocationEnd>) {
    this.#context = context;
    this.#run = run;
  }

  async deploy(resource: ResolvedResource): Promise<void> {
    const definition = machineDefinition(resource);
    // Definitions are validated at synth; validating again, and again in each branch, would delay a failover.
    const interpreter = new StateMachine(definition.definition as unknown as StateMachineDefinition, {
      validationOptions: { noValidate: true },
    });
    this.#machines.set(definition.arn, { definition, interpreter });
  }

  async remove({ physicalId }: ResolvedResource): Promise<void> {
    this.#machines.delete(physicalId);
  }

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerJson(this.#actions, request);
  }

  async stop(): Promise<void> {}

  /**
   * Starts an execution.
   *
   * A name can be used once: the same name with the same input returns the execution while it runs.
   *
   * @throws AwsError `StateMachineDoesNotExist`, `ExecutionAlreadyExists`, `InvalidExecutionInput`
   */
  startExecution(machineArn: string, { name, input }: { readonly name: string; readonly input: string }): Execution {
    const machine = this.#machine(machineArn);
    const parsedInput = executionInput(input);
    const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const existing = this.#executions.get(arn);
    if (existing !== undefined) {
      if (existing.status === 'RUNNING' && existing.props.input === input) return existing;
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const execution = new Execution({
      arn,
      machineArn,
      name,
      input,
      onStep: (step) =>
        this.#context.log(`states/${machine.definition.name}`, `${step.type} ${step.state ?? ''}`, {
          execution: name,
          error: step.error,
        }),
    });
    this.#executions.set(arn, execution);
    const run = machine.interpreter.run(parsedInput, {
      context: { Execution: { Id: arn, Name: name }, StateMachine: { Id: machineArn, Name: machine.definition.name } },
      overrides: { taskResourceLocalHandlers: this.#tasks(machine.definition) },
    });
    this.#count('ExecutionsStarted', machineArn);
    void execution.follow(run).then(() => this.#count(endMetrics[execution.status], machineArn));
    return execution;
  }

  #count(name: string | undefined, StateMachineArn: string): void {
    if (name !== undefined) this.#context.count({ namespace: 'AWS/States', name, dimensions: { StateMachineArn } }, 1);
  }

  /** Binds each task to its function. */
  #tasks({ tasks }: MachineDefinition) {
    return Object.fromEntries(
      Object.entries(tasks).map(([state, functionName]) => [
        state,
        (input: JsonValue) => this.#runTask(functionName, input),
      ]),
    );
  }

  async #runTask(functionName: string, input: JsonValue): Promise<JsonValue> {
    const end = await this.#run(functionName, JSON.stringify(input)).catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw named(`Lambda.${error.code}`, error.message);
    });
    if (end.outcome === 'failed') throw named(end.failure.errorType, JSON.stringify(end.failure));
    if (Buffer.byteLength(end.payload) > payloadBytesMax) {
      throw named('States.DataLimitExceeded', `${functionName} returned more than ${payloadBytesMax} bytes`);
    }
    return JSON.parse(end.payload) as JsonValue;
  }

  #machine(arn: string): Machine {
    const machine = this.#machines.get(arn);
    if (machine === undefined) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  #execution(arn: string): Execution {
    const execution = this.#executions.get(arn);
    if (execution === undefined) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  }
}

/** `Retry` and `Catch` match an error by its name; `Cause` is its message. */
function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

function executionInput(input: string): JsonValue {
  if (Buffer.byteLength(input) > payloadBytesMax) {
    throw new AwsError('InvalidExecutionInput', `the input is larger than ${payloadBytesMax} bytes`);
  }
  try {
    return JSON.parse(input) as JsonValue;
  } catch {
    throw new AwsError('InvalidExecutionInput', 'Invalid State Machine Execution Input: it is not JSON');
  }
}
