import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { functionDefinition, functionNameOf } from '../../definitions/function-definition.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { LocalHook, RegionContext, ServiceModule } from '../service-module.ts';
import { AsynchronousInvocations } from './asynchronous-invocations.ts';
import { ColdStartGate } from './cold-start-gate.ts';
import { EventSource, type EventSourceQueues } from './event-source.ts';
import { describeFunctions } from './function-descriptions.ts';
import { functionEnvironment } from './function-environment.ts';
import { FunctionError } from './function-error.ts';
import { logFunctionLine } from './function-log.ts';
import { FunctionPool, type FunctionPoolProps } from './function-pool.ts';
import { functionProgram } from './function-program.ts';
import type { InvocationEnd } from './function-worker.ts';
import { moduleFileOf } from './module-file.ts';
import { PlannedCrashes } from './planned-crashes.ts';
import type { NameRoutes } from './runtime/worker-messages.ts';

const InvokeConfig = z.object({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(2).default(2),
});

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** The functions of a region: pools of workers, the Invoke API, and the pollers that feed them from queues. */
export class LambdaModule implements ServiceModule {
  readonly service = 'lambda';
  readonly resourceTypes = [
    'AWS::Lambda::Function',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Lambda::EventInvokeConfig',
  ];
  readonly changeable = this.resourceTypes;
  readonly hooks: Readonly<Record<string, LocalHook>> = {
    invoke: (body) => this.#invokeForControl(body),
    'crash-function': async (body) => this.#planCrash(body),
  };
  readonly #context: RegionContext;
  readonly #queues: EventSourceQueues;
  readonly #onLogEntry: (entry: Readonly<Record<string, unknown>>) => void;
  readonly #pools = new Map<string, FunctionPool>();
  /** By physical id. */
  readonly #sources = new Map<string, EventSource>();
  readonly #asynchronous: AsynchronousInvocations;
  readonly #crashes = new PlannedCrashes();
  readonly #gate = new ColdStartGate();
  #clockSkewMs = 0;

  /** @param onLogEntry called with each structured line that a function writes */
  constructor(
    context: RegionContext,
    queues: EventSourceQueues,
    onLogEntry: (entry: Readonly<Record<string, unknown>>) => void,
  ) {
    this.#context = context;
    this.#queues = queues;
    this.#onLogEntry = onLogEntry;
    this.#asynchronous = new AsynchronousInvocations(async (name, payload) => {
      const end = await this.run(name, payload);
      if (end.outcome === 'failed') throw new FunctionError(name, end.failure);
    }, context.log);
  }

  async deploy(resource: ResolvedResource): Promise<void> {
    if (resource.type === 'AWS::Lambda::EventSourceMapping') this.#deploySource(resource);
    else if (resource.type === 'AWS::Lambda::EventInvokeConfig') this.#limitRetries(resource);
    else await this.#deployFunction(resource);
  }

  #deploySource(resource: ResolvedResource): void {
    const source = new EventSource(resource, {
      queues: this.#queues,
      run: (...to) => this.run(...to),
      log: this.#context.log,
    });
    source.assertInvisibleFor(this.#pool(source.functionName).definition.timeoutMs);
    this.#sources.get(resource.physicalId)?.retire();
    this.#sources.set(resource.physicalId, source);
  }

  #limitRetries({ properties }: ResolvedResource): void {
    const { FunctionName, MaximumRetryAttempts } = InvokeConfig.parse(properties);
    this.#asynchronous.limitRetries(functionNameOf(FunctionName), MaximumRetryAttempts);
  }

  async #deployFunction(resource: ResolvedResource): Promise<void> {
    const { model, start, address, portBase } = this.#context;
    const definition = functionDefinition(resource, {
      account: model.account,
      assetFolder: model.assetFolders[resource.physicalId],
    });
    // Now, not at each invocation: an assembly without its assets is a start that fails, as on AWS.
    moduleFileOf(definition);
    const awsEndpoint = `http://${address}:${portBase + 1}`;
    const props: FunctionPoolProps = {
      definition,
      environment: functionEnvironment(definition, {
        region: model.region,
        awsEndpoint,
        webhookOrigins: start.webhookOrigins,
      }),
      names: this.#nameRoutes(),
      program: await functionProgram(),
      clockSkewMs: () => this.#clockSkewMs,
      gate: this.#gate,
      onLogLine: (line) => {
        const entry = logFunctionLine(this.#context.log, { component: `lambda/${definition.name}`, line });
        if (entry !== undefined) this.#onLogEntry(entry);
      },
    };
    const known = this.#pools.get(definition.name);
    if (known === undefined) this.#pools.set(definition.name, new FunctionPool(props));
    else known.change(props);
  }

  async remove({ physicalId }: ResolvedResource): Promise<void> {
    this.#sources.get(physicalId)?.retire();
    this.#sources.delete(physicalId);
    const pool = this.#pools.get(physicalId);
    this.#pools.delete(physicalId);
    await pool?.stop();
  }

  /** Sets how far the clock of functions is off, from the next invocation of each on. */
  setClockSkew(skewMs: number): void {
    this.#clockSkewMs = skewMs;
  }

  /** The workers of a function, to be brought down and up; undefined when there is none of this name. */
  poolOf(functionName: string): Pick<FunctionPool, 'bringDown' | 'bringUp'> | undefined {
    return this.#pools.get(functionName);
  }

  async start(): Promise<void> {
    for (const source of this.#sources.values()) source.start();
  }

  /**
   * Runs a function by name or ARN with JSON text.
   *
   * @throws AwsError `ResourceNotFoundException`, `TooManyRequestsException`, `RequestTooLargeException`
   */
  async run(
    nameOrArn: string,
    payload: string,
    by: { readonly requestId?: string; readonly gone?: AbortSignal } = {},
  ): Promise<InvocationEnd> {
    const pool = this.#pool(nameOrArn);
    const count = (name: string, value: number) =>
      this.#context.count({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: pool.definition.name } }, value);
    try {
      const end = await pool.invoke(payload, by);
      count('Invocations', 1);
      count('Errors', end.outcome === 'failed' ? 1 : 0);
      count('Throttles', 0);
      return end;
    } catch (error) {
      if (error instanceof AwsError && error.code === 'TooManyRequestsException') count('Throttles', 1);
      throw error;
    }
  }

  /** Invokes without waiting, with AWS' two retries. */
  runLater(nameOrArn: string, payload: string): void {
    this.#asynchronous.accept(this.#pool(nameOrArn).definition.name, payload);
  }

  /**
   * Runs a function and returns its parsed result.
   *
   * @throws FunctionError what the function threw
   */
  async invoke(nameOrArn: string, payload: unknown): Promise<unknown> {
    const end = await this.run(nameOrArn, JSON.stringify(payload ?? {}));
    if (end.outcome === 'failed') throw new FunctionError(functionNameOf(nameOrArn), end.failure);
    return JSON.parse(end.payload);
  }

  /** Kills the workers of a function whose crash is planned for this call; returns whether it is: then no caller waits for an answer. */
  async crashedAt(request: AwsRequest): Promise<boolean> {
    const onCall = this.#crashes.take(request);
    if (onCall === undefined) return false;
    await this.#pool(request.caller).kill();
    this.#context.log(`lambda/${request.caller}`, 'killed as planned', { onCall });
    return true;
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const described = describeFunctions(request, {
      all: () => [...this.#pools.values()].map(({ definition }) => definition),
      named: (name) => this.#pool(name).definition,
    });
    if (described !== undefined) return described;
    const [, encodedName] = invocationPath.exec(request.path) ?? [];
    if (encodedName === undefined || request.method !== 'POST') {
      throw new AwsError(
        'UnknownOperationException',
        `lambda ${request.method} ${request.path} is not simulated; there are Invoke, ListFunctions, GetFunctionConcurrency and GetAccountSettings`,
        404,
      );
    }
    const name = decodeURIComponent(encodedName);
    const payload = request.body.length === 0 ? '{}' : request.body.toString('utf8');
    assertJson(payload);
    const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (type === 'DryRun') return { status: 204, headers: {}, body: '' };
    if (type === 'Event') {
      this.runLater(name, payload);
      return { status: 202, headers: {}, body: '' };
    }
    const end = await this.run(name, payload, { requestId: randomUUID() });
    const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
    return end.outcome === 'done'
      ? { status: 200, headers, body: end.payload }
      : {
          status: 200,
          headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
          body: JSON.stringify(end.failure),
        };
  }

  async stop(): Promise<void> {
    this.#asynchronous.stop();
    for (const source of this.#sources.values()) source.stop();
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop()));
  }

  async #invokeForControl(body: unknown): Promise<unknown> {
    const { functionName, payload } = z.object({ functionName: z.string(), payload: z.unknown() }).parse(body);
    const end = await this.run(functionName, JSON.stringify(payload ?? {}));
    return end.outcome === 'done' ? { payload: JSON.parse(end.payload) } : { error: end.failure };
  }

  #planCrash(body: unknown): void {
    const crash = z
      .object({ functionName: z.string(), onCall: z.string().regex(/^[a-z0-9-]+:[A-Za-z]+$/) })
      .parse(body);
    // A name that is wrong would wait for ever.
    this.#pool(crash.functionName);
    this.#crashes.add(crash);
  }

  #pool(nameOrArn: string): FunctionPool {
    const name = functionNameOf(nameOrArn);
    const pool = this.#pools.get(name);
    if (pool === undefined) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Function not found: ${name} in ${this.#context.model.region}`,
        404,
      );
    }
    return pool;
  }

  #nameRoutes(): NameRoutes {
    const { start, address, portBase } = this.#context;
    const peers = Object.values(start.links).map((link) => [link.address, link.http] as const);
    return {
      zone: start.zone,
      dns: start.dns,
      byAddress: Object.fromEntries([[address, { host: address, port: portBase }], ...peers]),
    };
  }
}

function assertJson(payload: string): void {
  try {
    JSON.parse(payload);
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json');
  }
}
