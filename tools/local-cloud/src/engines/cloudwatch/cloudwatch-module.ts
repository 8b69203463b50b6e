import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerJson, type JsonActions, jsonAction } from '../../protocol/aws/json-actions.ts';
import type { MetricQuery, RegionContext, ServiceModule } from '../service-module.ts';

/** Metrics of one `PutMetricData` at most. */
const metricDataMax = 1000;

const Dimensions = z
  .array(z.strictObject({ Name: z.string(), Value: z.string() }))
  .max(30)
  .default([]);

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

/** A metric that one number tells now is asked for as any statistic over one period that has not ended. */
const MetricStat = z.strictObject({
  Metric: z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
  Period: z.number().int().min(1),
  Stat: z.enum(['Average', 'Maximum', 'Minimum', 'Sum']),
  Unit: z.string().optional(),
});

/** CloudWatch as far as functions use it: metrics are taken and logged, and those that services here have can be read. */
export class CloudWatchModule implements ServiceModule {
  readonly service = 'monitoring';
  readonly resourceTypes = [];
  readonly #actions: JsonActions;

  constructor(context: RegionContext, readMetric: (query: MetricQuery) => number | undefined) {
    this.#actions = {
      PutMetricData: jsonAction(
        z.strictObject({
          Namespace: z.string().regex(/^(?!AWS\/).{1,255}$/, 'a namespace that does not begin with AWS/'),
          MetricData: z.array(Datum).max(metricDataMax),
        }),
        ({ Namespace, MetricData }) => {
          for (const { MetricName, Value, Values, Unit } of MetricData) {
            context.log('cloudwatch', `${Namespace} ${MetricName}`, { value: Value ?? Values, unit: Unit });
          }
        },
      ),

      GetMetricData: jsonAction(
        z.strictObject({
          MetricDataQueries: z
            .array(
              z.strictObject({
                Id: z.string(),
                MetricStat,
                Label: z.string().optional(),
                ReturnData: z.boolean().default(true),
              }),
            )
            .min(1)
            .max(500),
          StartTime: z.number(),
          EndTime: z.number(),
          ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).optional(),
        }),
        ({ MetricDataQueries, StartTime, EndTime }) => {
          if (StartTime >= EndTime)
            throw new AwsError(
              'InvalidParameterValue',
              'The parameter StartTime must be less than the parameter EndTime.',
            );
          return {
            MetricDataResults: MetricDataQueries.filter(({ ReturnData }) => ReturnData).map(
              ({ Id, Label, MetricStat: { Metric } }) => {
                const value = readMetric({
                  namespace: Metric.Namespace,
                  name: Metric.MetricName,
                  dimensions: Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value])),
                });
                const isNow = EndTime * 1000 >= Date.now() - 1000;
                const points = value === undefined || !isNow ? [] : [value];
                return {
                  Id,
                  Label: Label ?? Metric.MetricName,
                  StatusCode: 'Complete',
                  Timestamps: points.map(() => Date.now() / 1000),
                  Values: points,
                };
              },
            ),
            Messages: [],
          };
        },
      ),
    };
  }

  async deploy(): Promise<void> {}

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerJson(this.#actions, request);
  }

  async stop(): Promise<void> {}
}
