import { z } from 'zod';
import type { MetricName } from '../../definitions/alarm-definition.ts';
import type { Datum } from './metric-store.ts';

/** CloudWatch's embedded metric format: how functions publish metrics with their log lines. */
const EmbeddedMetrics = z.object({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

export interface EmbeddedDatum {
  readonly metric: MetricName;
  readonly datum: Datum;
}

/** The metrics in a function's log entry; none when it is of another kind. */
export function embeddedMetrics(entry: Readonly<Record<string, unknown>>): readonly EmbeddedDatum[] {
  if (entry['_aws'] === undefined) return [];
  const { data } = EmbeddedMetrics.safeParse(entry);
  if (data === undefined) return [];
  const atMs = data._aws.Timestamp;
  return data._aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    (Dimensions.length === 0 ? [[]] : Dimensions).flatMap((names) =>
      Metrics.flatMap(({ Name: name }) => {
        const dimensions = Object.fromEntries(names.map((dimension) => [dimension, String(entry[dimension])]));
        return numbersOf(entry[name]).map((value) => ({
          metric: { namespace, name, dimensions },
          datum: { value, count: 1, atMs },
        }));
      }),
    ),
  );
}

function numbersOf(value: unknown): readonly number[] {
  return (Array.isArray(value) ? value : [value]).filter((it) => typeof it === 'number');
}
