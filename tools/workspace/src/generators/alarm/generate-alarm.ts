import type { GeneratorCallback, Tree } from '@nx/devkit';
import { finish } from '../finish.ts';
import { addFile, editFile } from '../text/edit-file.ts';
import { namesOf } from '../text/names.ts';
import { assertService } from '../text/service-of.ts';
import { runbookOf } from './runbook.ts';

export interface AlarmOptions {
  readonly name: string;
  readonly service: string;
  readonly metric: string;
}

/** Adds an alarm on a metric that the service counts, with its runbook, its row in the README and its line in the stack's test. */
export default function generateAlarm(tree: Tree, { name: short, service, metric }: AlarmOptions): GeneratorCallback {
  assertService(tree, service);
  const { name } = namesOf(`${service}-${short}`);
  const alarms = `services/${service}/infra/${service}-alarms.ts`;
  importMetric(tree, alarms);
  editFile(tree, {
    file: alarms,
    at: /\n {2}\];\n\}\n$/,
    by: (found) => `\n${alarmText({ name, service, metric })}${found}`,
  });
  addFile(tree, `docs/runbooks/${name}.md`, runbookOf({ name, service, metric }));
  const row = `| \`${name}\` | \`${metric}\` is counted, for three minutes | [runbook](../../docs/runbooks/${name}.md) |`;
  editFile(tree, {
    file: `services/${service}/README.md`,
    at: '\n\n## How to run its tests',
    by: (found) => `\n${row}${found}`,
  });
  editFile(tree, {
    file: `services/${service}/test/infra/${service}-stack.test.ts`,
    at: new RegExp(`\\.sort\\(\\)\\)\\.toEqual\\(\\[\\n((?: +'${service}-[a-z0-9-]+-test',\\n)+) +\\]\\);`),
    by: (found) => {
      const known = [...found.matchAll(/'([^']+)'/g)].map(([, known = '']) => known);
      const all = [...known, `${name}-test`].sort();
      return `.sort()).toEqual([\n${all.map((each) => `    '${each}',\n`).join('')}  ]);`;
    },
  });
  return finish(tree, {});
}

function importMetric(tree: Tree, file: string): void {
  if (/import \{[^}]*\bMetric\b[^}]*\} from 'aws-cdk-lib\/aws-cloudwatch'/.test(tree.read(file, 'utf8') ?? '')) return;
  editFile(tree, {
    file,
    at: "import { Stats } from 'aws-cdk-lib/aws-cloudwatch';",
    by: () => "import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';",
  });
}

function alarmText({ name, service, metric }: AlarmOptions): string {
  return `    {
      name: '${name}',
      description: '${service} has counted ${metric}, for three minutes.',
      metric: new Metric({
        namespace: 'Redoubt',
        metricName: '${metric}',
        dimensionsMap: { service: '${service}' },
        period,
        statistic: Stats.SUM,
      }),
      threshold: 0,
      periods: 3,
    },`;
}
