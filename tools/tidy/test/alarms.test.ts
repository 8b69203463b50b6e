import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../src/root.ts';

interface Alarm {
  readonly name: string;
  readonly description: string;
}

/** The alarms of every synthesized template; names end in the environment's suffix, runbooks do not. */
const alarms: readonly Alarm[] = globSync('{platform,services/*}/cdk.out/*.template.json', { cwd: root }).flatMap(
  (file) =>
    Object.values<{ Type: string; Properties: Record<string, string> }>(
      JSON.parse(readFileSync(join(root, file), 'utf8')).Resources ?? {},
    )
      .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
      .map(({ Properties }) => ({
        name: String(Properties['AlarmName']),
        description: String(Properties['AlarmDescription']),
      })),
);

const runbookOf = (name: string): string => `docs/runbooks/${name.replace(/-[^-]+$/, '')}.md`;

test('every alarm has a runbook of its name, and says so to the person it wakes', () => {
  expect(alarms.length).toBeGreaterThan(0);
  expect(alarms.filter(({ name }) => !existsSync(join(root, runbookOf(name)))).map(({ name }) => name)).toEqual([]);
  expect(
    alarms.filter(({ name, description }) => !description.includes(runbookOf(name))).map(({ name }) => name),
  ).toEqual([]);
});

test('every runbook belongs to an alarm', () => {
  const used = new Set(alarms.map(({ name }) => runbookOf(name)));
  expect(readdirSync(join(root, 'docs/runbooks')).filter((file) => !used.has(`docs/runbooks/${file}`))).toEqual([]);
});

test.each(readdirSync(join(root, 'docs/runbooks')))(
  '%s says what it means, whom it hurts, what to check and what to do',
  (file) => {
    const text = readFileSync(join(root, 'docs/runbooks', file), 'utf8');
    expect(text).toMatch(new RegExp(`^# ${file.replace(/\.md$/, '')}\n`));
    const parts = [...text.matchAll(/^(?:## (.+)|\*\*(Meaning|Impact)\.\*\*)/gm)].map(
      ([, heading, word]) => heading ?? word,
    );
    expect(parts).toEqual(['Meaning', 'Impact', 'Check', 'Do', 'Done when']);
  },
);
