import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
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

test('no two decisions have one number', () => {
  const numbers = readdirSync(join(root, 'docs/adr')).map((file) => file.slice(0, 4));
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
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

describe('CONTRIBUTING.md', () => {
  const recipes = read('CONTRIBUTING.md').split(/^### /m).slice(1);

  test('has a recipe for each thing that people add', () => {
    expect(recipes.map((recipe) => recipe.split('\n')[0])).toEqual([
      'Add a route',
      'Add a rule',
      'Add an event',
      'Add an alarm',
      'Add a table',
      'Add a ledger function',
      'Add a resource type to the local cloud',
      'Add a drill scenario',
      'Add a service',
      'Add a topology',
    ]);
  });

  test.each(recipes.map((recipe) => [recipe.split('\n')[0], recipe] as const))(
    '%s: names files that exist',
    (_, recipe) => {
      const files = filesNamedIn(recipe);
      expect(files.length).toBeGreaterThan(3);
      expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    },
  );

  test('a file that does not exist is found, a name to be chosen is not', () => {
    expect(filesNamedIn('in `libs/nowhere/src/a.ts`, `services/<name>/src/b.ts`, run `node libs/a/bin/c.ts`')).toEqual([
      'libs/nowhere/src/a.ts',
      'libs/a/bin/c.ts',
    ]);
  });
});

/** Files and folders of the repository in a text's code spans, those with a name to be chosen left out. */
function filesNamedIn(text: string): readonly string[] {
  const withoutBlocks = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  const spans = [...withoutBlocks.matchAll(/`([^`]+)`/g)].map(([, span]) => span ?? '');
  return spans
    .flatMap((span) => span.split(' '))
    .filter((word) => /^(services|libs|tools|platform|docs)\//.test(word) && !word.includes('<'));
}
