import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import generateAlarm from '../../src/generators/alarm/generate-alarm.ts';
import generateEvent from '../../src/generators/event/generate-event.ts';
import generateRoute from '../../src/generators/route/generate-route.ts';
import generateService from '../../src/generators/service/generate-service.ts';
import generateTopology from '../../src/generators/topology/generate-topology.ts';
import { type CopiedWorkspace, copyWorkspace } from '../support/copied-workspace.ts';

/*
 * Goal: what the generators leave behind passes everything, unedited.
 *
 * Method: a copy of the repository gets a service by the command line, as people call it, and then one of everything else. Then format, lint and types of
 * the service, its tests, its synthesis and the rules of the repository that need no other synthesis are run in the copy. The whole check, all rules and
 * a drill with a generated service take minutes: they are run by hand when a generator changes.
 */

interface Statement {
  readonly Effect: string;
  readonly Action: unknown;
  readonly Resource: unknown;
}

interface Policy {
  readonly Type: string;
  readonly Properties: {
    readonly PolicyDocument: {
      readonly Statement: readonly Statement[];
    };
  };
}

let copy: CopiedWorkspace;

beforeAll(() => {
  copy = copyWorkspace();
  copy.node(['node_modules/nx/dist/bin/nx.js', 'g', '@redoubt/workspace:service', 'disputes']);
  copy.generate((tree) => generateRoute(tree, { name: 'list-cases', service: 'disputes', access: 'payments:read' }));
  copy.generate((tree) => generateRoute(tree, { name: 'list-stale-cases', service: 'disputes' }));
  copy.generate((tree) => generateEvent(tree, { name: 'DisputeOpened', service: 'disputes' }));
  copy.generate((tree) => generateEvent(tree, { name: 'DisputeForgotten', service: 'disputes' }));
  copy.generate((tree) => generateAlarm(tree, { name: 'stale-cases', service: 'disputes', metric: 'StaleCases' }));
  copy.generate((tree) => generateTopology(tree, { name: 'staging', zone: 'pay.acme.com', secondary: 'us-west-2' }));
});
afterAll(() => copy[Symbol.dispose]());

const read = (file: string): string => readFileSync(join(copy.root, file), 'utf8');

test('DL4: a generated service is formatted and linted, and its types are sound', () => {
  const touched = [
    'services/disputes',
    'libs/contracts',
    'libs/client',
    'tools/deployment',
    'platform/topologies',
    'docs',
  ];
  copy.node(['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', ...touched]);
  copy.node(['node_modules/typescript-native/bin/tsc', '-p', 'services/disputes']);
});

test('DL2: a generated service synthesizes for both regions, and its own tests pass', () => {
  copy.node(['../../libs/cdk-kit/bin/bundle.ts'], 'services/disputes');
  copy.node(['--liftoff-only', 'infra/main.ts'], 'services/disputes');
  const { artifacts } = JSON.parse(read('services/disputes/cdk.out/manifest.json'));
  expect(Object.keys(artifacts)).toEqual(expect.arrayContaining(['disputes-primary-dev', 'disputes-secondary-dev']));
  copy.vitest('services/disputes');
});

test('the repository’s rules about documents, packages and events hold with what was generated', () => {
  copy.git(['add', '--all']);
  copy.vitest('tools/tidy', ['documents', 'dependencies', 'packages']);
  copy.vitest('libs/contracts', ['event-samples', 'reference']);
});

test('the lockfile stays what npm would write: sorted, and installed as it says', () => {
  const names = Object.keys(JSON.parse(read('package-lock.json')).packages);
  expect(names).toContain('services/disputes');
  expect(names).toEqual([...names].sort((left, right) => left.localeCompare(right, 'en')));
});

test('the counts of wildcards were raised by those that the service’s grants hold', () => {
  const countIn = (root: string): number =>
    Number(/wildcardsMax = (\d+)/.exec(readFileSync(join(root, 'tools/tidy/test/wildcards.test.ts'), 'utf8'))?.[1]);
  const grants = ['primary', 'secondary'].flatMap((seat) => {
    const { Resources } = JSON.parse(read(`services/disputes/cdk.out/disputes-${seat}-dev.template.json`));
    return Object.values<Policy>(Resources)
      .filter(({ Type }) => /^AWS::IAM::(Managed)?Policy$/.test(Type))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  });
  const allowed = grants.filter(({ Effect }) => Effect === 'Allow');
  const wild = allowed.filter(({ Action, Resource }) => /[*?]/.test(JSON.stringify([Action, Resource])));
  expect(countIn(copy.root) - countIn(join(import.meta.dirname, '../../../..'))).toBe(wild.length);
});

test('the service has an owner', () => {
  expect(read('.github/CODEOWNERS')).toContain('\n/services/disputes/ @redoubt/disputes\n');
});

test.each<[string, () => unknown, RegExp]>([
  [
    'a service that is there',
    () => copy.generate((tree) => generateService(tree, { name: 'disputes' })),
    /exists already/,
  ],
  [
    'a service that begins like another',
    () => copy.generate((tree) => generateService(tree, { name: 'disputesx' })),
    /begin alike/,
  ],
  ['a service of two words', () => copy.generate((tree) => generateService(tree, { name: 'two-words' })), /one word/],
  [
    'a route of no service',
    () => copy.generate((tree) => generateRoute(tree, { name: 'list-a', service: 'nobody' })),
    /service must be one of/,
  ],
  [
    'a route that does not list',
    () => copy.generate((tree) => generateRoute(tree, { name: 'post-case', service: 'disputes' })),
    /list-/,
  ],
  [
    'an event that is there',
    () => copy.generate((tree) => generateEvent(tree, { name: 'DisputeOpened', service: 'disputes' })),
    /already/,
  ],
  [
    'an alarm that is there',
    () => copy.generate((tree) => generateAlarm(tree, { name: 'stale-cases', service: 'disputes', metric: 'A' })),
    /exists already|once/,
  ],
  [
    'a topology that is there',
    () => copy.generate((tree) => generateTopology(tree, { name: 'staging', zone: 'a.b' })),
    /exists already/,
  ],
])('%s is refused, and nothing is written', (_, generate, reason) => {
  const before = copy.git(['status', '--porcelain']);
  expect(generate).toThrow(reason);
  expect(copy.git(['status', '--porcelain'])).toBe(before);
});
