import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerJson, type JsonActions, jsonAction } from '../../protocol/aws/json-actions.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { LocalHook, MetricQuery, RegionContext, ServiceModule } from '../service-module.ts';
import { Alarms, type ReadStatistic } from './alarms.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { Dimensions, MetricDataInput, MetricStatisticsInput, metricData, metricStatistics } from './metric-queries.ts';
import { MetricStore } from './metric-store.ts';

/** Metrics of one `PutMetricData` at most. */
const metricDataMax = 1000;
/** Age of a data point that CloudWatch takes, and how far it may lie ahead, in milliseconds. */
const ageMsMax = 14 * 24 * 3_600_000;
const aheadMsMax = 2 * 3_600_000;

const Datum = z.strictObject({
  MetricName: z.string().min(1).max(255),
  Dimensions,
  Timestamp: z.number().optional(),
  Value: z.number().optional(),
  Values: z.array(z.number()).max(150).optional(),
  Counts: z.array(z.number()).max(150).optional(),
  Unit: z.string().optional(),
  StorageResolution: z.number().optional(),
});

/** CloudWatch of one region: metrics that functions put, those that services publish, and threshold alarms over both. */
export class CloudWatchModule implements ServiceModule {
  readonly service = 'monitoring';
  readonly resourceTypes = ['AWS::CloudWatch::Alarm'];
  readonly changeable = this.resourceTypes;
  readonly hooks: Readonly<Record<string, LocalHook>> = {
    'alarms-ringing': async () => this.#alarms.statuses().filter(({ state }) => state === 'ALARM'),
    'alarm-state': async (body) => this.#alarmState(z.object({ name: z.string() }).parse(body).name),
  };
  readonly #context: RegionContext;
  readonly #store = new MetricStore();
  readonly #alarms: Alarms;
  readonly #read: ReadStatistic;
  readonly #actions: JsonActions;

  /** @param latest value now of a metric that a service publishes */
  constructor(context: RegionContext, latest: (query: MetricQuery) => number | undefined) {
    this.#context = context;
    this.#read = (metric, statistic, period) => {
      const kept = this.#store.statistic(metric, statistic, period);
      if (kept !== undefined || !metric.namespace.startsWith('AWS/')) return kept;
      // Levels that a service knows have one point: now.
      return Date.now() >= period.fromMs && Date.now() <= period.toMs ? latest(metric) : undefined;
    };
    this.#alarms = new Alarms(this.#read, context.start.alarmPeriodScale);
    this.#actions = {
      PutMetricData: jsonAction(
        z.strictObject({
          Namespace: z.string().regex(/^(?!AWS\/).{1,255}$/, 'a namespace that does not begin with AWS/'),
          MetricData: z.array(Datum).max(metricDataMax),
        }),
        ({ Namespace, MetricData }) => {
          for (const datum of MetricData) this.#put(Namespace, datum);
        },
      ),
      GetMetricData: jsonAction(MetricDataInput, (input) => metricData(input, this.#read)),
      GetMetricStatistics: jsonAction(MetricStatisticsInput, (input) => metricStatistics(input, this.#read)),
      DescribeAlarms: jsonAction(
        z.strictObject({ AlarmNames: z.array(z.string()).max(100).optional() }),
        ({ AlarmNames }) => ({
          MetricAlarms: this.#alarms.statuses(AlarmNames).map((alarm) => this.#described(alarm)),
        }),
      ),
    };
  }

  async deploy(resource: ResolvedResource): Promise<void> {
    this.#alarms.add(resource);
  }

  async remove({ physicalId }: ResolvedResource): Promise<void> {
    this.#alarms.remove(physicalId);
  }

  /** Takes a count that a service of the region publishes. */
  count(metric: MetricQuery, value: number): void {
    this.#store.put(metric, { value, count: 1, atMs: Date.now() });
  }

  /** Takes the metrics in a log entry of a function. */
  takeLogEntry(entry: Readonly<Record<string, unknown>>): void {
    for (const { metric, datum } of embeddedMetrics(entry)) this.#store.put(metric, datum);
  }

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerJson(this.#actions, request);
  }

  async stop(): Promise<void> {}

  #put(
    namespace: string,
    { MetricName, Dimensions: pairs, Timestamp, Value, Values, Counts, Unit }: z.infer<typeof Datum>,
  ) {
    const nowMs = Date.now();
    const atMs = Timestamp === undefined ? nowMs : Timestamp * 1000;
    if (atMs < nowMs - ageMsMax || atMs > nowMs + aheadMsMax) {
      throw new AwsError(
        'InvalidParameterValue',
        'The parameter Timestamp must specify a time within the past two weeks and at most two hours ahead.',
      );
    }
    const metric = {
      namespace,
      name: MetricName,
      dimensions: Object.fromEntries(pairs.map(({ Name, Value: value }) => [Name, value])),
    };
    for (const [index, value] of (Values ?? (Value === undefined ? [] : [Value])).entries()) {
      this.#store.put(metric, { value, count: Counts?.[index] ?? 1, atMs });
    }
    this.#context.log('cloudwatch', `${namespace} ${MetricName}`, { value: Value ?? Values, unit: Unit });
  }

  #alarmState(name: string): unknown {
    const [alarm] = this.#alarms.statuses([name]);
    if (alarm === undefined) throw new Error(`no alarm ${name} in ${this.#context.model.region}`);
    return { state: alarm.state };
  }

  #described({ name, state, since }: ReturnType<Alarms['statuses']>[number]): unknown {
    const { region, account } = this.#context.model;
    return {
      AlarmName: name,
      AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
      StateValue: state,
      StateUpdatedTimestamp: since / 1000,
    };
  }
}
