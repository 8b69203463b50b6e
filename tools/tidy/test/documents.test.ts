import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../src/root.ts';
import { trackedFiles } from '../src/tracked-files.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading ?? '');

const serviceHeadings = [
  'What it does',
  'HTTP',
  'Events in and out',
  'Parameters read and published',
  'Data it owns',
  'When the other region is gone',
  'Alarms',
  'How to run its tests',
];

test.each(readdirSync(join(root, 'services')))(
  'the README of %s has the headings that every service has',
  (service) => {
    expect(headingsOf(read(`services/${service}/README.md`))).toEqual(serviceHeadings);
  },
);

test.each(readdirSync(join(root, 'docs/adr')))('%s has the parts of a decision and fits a page', (file) => {
  const text = read(`docs/adr/${file}`);
  expect(file).toMatch(/^\d{4}-[a-z0-9-]+\.md$/);
  expect(text).toMatch(new RegExp(`^# ${Number(file.slice(0, 4))}\\. .+\nStatus: (accepted|superseded)`));
  expect(headingsOf(text)).toEqual(['Context', 'Options', 'Decision', 'Consequences']);
  expect(text.split('\n').length).toBeLessThan(60);
});

test('links between documents lead somewhere', () => {
  const dead = trackedFiles(root, '.md').flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => target ?? '')
      .filter((target) => !existsSync(join(root, dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  );
  expect(dead).toEqual([]);
});
