import { beforeAll, describe, expect, test } from 'vitest';
import { platformTemplates, propertiesOf, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

interface Graph {
  readonly title: string;
  readonly metrics: readonly (readonly unknown[])[];
}

/** The graphs of a region's dashboard. */
function graphs(seat: (typeof seats)[number]): readonly Graph[] {
  const body = propertiesOf(templates[seat], 'AWS::CloudWatch::Dashboard')['DashboardBody'];
  const parts = typeof body === 'string' ? [body] : (body as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
  return (JSON.parse(text) as { widgets: { type: string; properties: Graph }[] }).widgets
    .filter(({ type }) => type === 'metric')
    .map(({ properties }) => properties);
}

describe.each(seats)('MN3 the dashboard of the %s', (seat) => {
  test('shows both regions in every graph', () => {
    for (const { title, metrics } of graphs(seat)) {
      const regions = metrics.map((metric) => (metric.at(-1) as { region?: string }).region);
      expect([title, new Set(regions)]).toEqual([title, new Set(['us-east-1', 'us-east-2'])]);
    }
  });

  test.each(['connections', 'API latency', 'replication lag', 'Requests', 'Journal', 'Failover'])(
    'shows %s',
    (word) => {
      expect(graphs(seat).some(({ title }) => title.includes(word))).toBe(true);
    },
  );
});

test('MN3 dashboards of one account share their names over all regions, so that the region is in the name', () => {
  const names = seats.map((seat) => propertiesOf(templates[seat], 'AWS::CloudWatch::Dashboard')['DashboardName']);
  expect(names).toEqual(['us-east-1-platform-dashboard-dev', 'us-east-2-platform-dashboard-dev']);
});
