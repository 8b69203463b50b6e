import type { AwsRequest, AwsResponse } from '../protocol/aws/aws-call.ts';
import type { RegionStart } from '../protocol/region-start.ts';
import type { RegionModel, ResolvedResource } from '../protocol/resolved.ts';

/** One AWS service of one region. In a folder of its own under `engines/`. */
export interface ServiceModule {
  /** Signing name, e.g. `sqs`. */
  readonly service: string;
  /** CloudFormation types that `deploy` takes; a type belongs to one module. */
  readonly resourceTypes: readonly string[];
  /** Takes over a resource of its types, in order of deployment. */
  deploy(resource: ResolvedResource): Promise<void>;
  /** Called after the last resource of the region, or of a changed stack: schedules and pollers of new resources begin here. */
  start?(): Promise<void>;
  /** Types that can come, change and go while the region runs; a change of another type needs a restart. */
  readonly changeable?: readonly string[];
  /** Gives up a resource of a changeable type. */
  remove?(resource: ResolvedResource): Promise<void>;
  /** Answers an SDK call; throws `AwsError` for what AWS would refuse. */
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** Calls of control, `POST /_local/<name>` at the AWS endpoint, by name; bodies and answers are JSON. */
  readonly hooks?: Readonly<Record<string, LocalHook>>;
  /** The latest value of a CloudWatch metric that this service publishes; undefined when it has none. */
  metric?(query: MetricQuery): number | undefined;
  /** Ends timers, sockets and children. */
  stop(): Promise<void>;
}

/** Answers a call of the control process. */
export type LocalHook = (body: unknown) => Promise<unknown>;

/** Which CloudWatch metric is asked for. */
export interface MetricQuery {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Everything that service modules of one region use beyond themselves. */
export interface RegionContext {
  readonly model: RegionModel;
  /** Start message of control. */
  readonly start: RegionStart;
  /** Folder for this region's data. */
  readonly dataDir: string;
  /** Address this region's servers listen on, e.g. `127.0.0.11`. */
  readonly address: string;
  readonly portBase: number;
  /** Invokes a function of this region and waits; rejects with the function's error. */
  invokeFunction(name: string, payload: unknown): Promise<unknown>;
  /** Sends to a queue of this region, by ARN. */
  sendMessage(queueArn: string, body: string): Promise<void>;
  /** Forwards a signed SDK call to another region over the link. Rejects when the link or the region is down. */
  forward(region: string, request: AwsRequest): Promise<AwsResponse>;
  /** Sends a DynamoDB call for a strongly consistent table to the quorum over the link. Rejects when this region is cut off. */
  quorum(request: AwsRequest): Promise<AwsResponse>;
  /** Calls the control process' internal API (global side of RDS, Route 53 control plane). */
  control(path: string, body: unknown): Promise<unknown>;
  /** Publishes one value of a CloudWatch metric that counts what happens; levels are read by {@link ServiceModule.metric}. */
  count(metric: MetricQuery, value: number): void;
  /** Writes one line to the region's log file. */
  log(component: string, message: string, fields?: Readonly<Record<string, unknown>>): void;
}
