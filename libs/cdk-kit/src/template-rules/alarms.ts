import { publishedMetrics } from './published-metrics.ts';
import { resourcesOf, type StackSite, type TemplateFault, type TemplateRule } from './template.ts';

/** A metric as an alarm names it. */
interface Metric {
  readonly Namespace?: unknown;
  readonly MetricName?: unknown;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

/** A metric or an expression within an alarm that looks at several. */
interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: Metric };
}

/** Functions' own metrics; the services that report them are tested for it. */
const ownNamespace = 'Redoubt';

/** DB5, MN1: an alarm looks at a metric that somebody publishes, under these dimensions, in this region. */
export const alarmMetrics: TemplateRule = (template, site) =>
  alarmsOf(template).flatMap(({ id, metrics }) =>
    metrics
      .map((metric) => unpublished(metric, site))
      .filter((message) => message !== undefined)
      .map((message): TemplateFault => ({ rule: 'published-metric', logicalId: id, message })),
  );

/**
 * A metric without a value in a period leaves the whole expression without one, and the alarm silent: a function that nobody
 * called would silence the errors of the others.
 */
export const sparseExpressions: TemplateRule = (template) =>
  alarmsOf(template).flatMap(({ id, queries }) => {
    const expression = queries.find(({ Expression }) => Expression !== undefined)?.Expression ?? '';
    return queries
      .filter(({ MetricStat, Id }) => MetricStat !== undefined && !new RegExp(`FILL\\(${Id},`).test(expression))
      .map(({ Id }) => ({
        rule: 'sparse-expression',
        logicalId: id,
        message: `${Id} may have no value in a period and then silences "${expression}": write FILL(${Id}, 0)`,
      }));
  });

function alarmsOf(template: Parameters<TemplateRule>[0]) {
  return resourcesOf(template)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ id, Properties = {} }) => {
      const queries = (Properties['Metrics'] ?? []) as readonly Query[];
      const single: readonly Metric[] = Properties['MetricName'] === undefined ? [] : [Properties as Metric];
      return { id, queries, metrics: [...single, ...queries.flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])] };
    });
}

function unpublished({ Namespace, MetricName, Dimensions = [] }: Metric, site: StackSite): string | undefined {
  if (Namespace === ownNamespace) return undefined;
  const what = `${String(Namespace)} ${String(MetricName)}`;
  const family = publishedMetrics.find(
    ({ namespace, names }) => namespace === Namespace && names.includes(String(MetricName)),
  );
  if (family === undefined) {
    return `${what} is not in published-metrics.ts: look up what AWS publishes, and add it with its source`;
  }
  const got = Dimensions.map(({ Name }) => Name).sort();
  if (!family.dimensions.some((set) => set.join() === got.join())) {
    const allowed = family.dimensions.map((set) => set.join(', ')).join(' | ');
    return `${what} is published under ${allowed}, got ${got.join(', ')} (${family.source})`;
  }
  const values = Object.fromEntries(
    Dimensions.map(({ Name, Value }) => [Name, typeof Value === 'string' ? Value : undefined]),
  );
  const elsewhere = family.elsewhere?.(values, site);
  return elsewhere === undefined ? undefined : `${what}: ${elsewhere} (${family.source})`;
}
