import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { faultsOfWorkflows } from '../../src/workflows/check-workflows.ts';
import { lintWorkflow } from '../../src/workflows/lint-workflow.ts';
import { workflowFaults } from '../../src/workflows/workflow-faults.ts';

const root = join(import.meta.dirname, '../../../..');
const sha = 'a'.repeat(40);

const good = `name: good
on: pull_request
permissions: {}
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${sha} # v7.0.1
      - run: npm ci
      - run: npm run check
`;

test('the workflows of this repository have no fault', async () => {
  expect(await faultsOfWorkflows(root)).toEqual([]);
});

test('a workflow that keeps all rules has no fault', async () => {
  expect(workflowFaults(good, ['check'])).toEqual([]);
  expect(await lintWorkflow('good.yml', good)).toEqual([]);
});

test.each<[string, string, string, RegExp]>([
  [
    'an action that is pinned by a tag',
    `actions/checkout@${sha} # v7.0.1`,
    'actions/checkout@v7',
    /pinned to a commit/,
  ],
  ['an action whose version nobody reads', ' # v7.0.1', '', /must name its version/],
  ['a workflow that may do what the token may', 'permissions: {}\n', '', /permissions must be \{\}/],
  ['a job that does not say what it needs', '    permissions:\n      contents: read\n', '', /must say what it needs/],
  ['a job that may do more than any needs', 'contents: read', 'packages: write', /nothing here needs packages: write/],
  ['a job without an end', '    timeout-minutes: 10\n', '', /must end it/],
  ['a step that runs nowhere else', 'npm run check', 'make check', /is no script/],
  ['a script that is not there', 'npm run check', 'npm run chekc', /is no script/],
  ['two commands in one step', 'npm run check', 'npm run check && curl example.com', /is no script/],
  [
    'a value of a stranger as code',
    'npm run check',
    `npm run check -- \${{ github.event.pull_request.title }}`,
    /by the environment/,
  ],
  ['strangers’ code with our token', 'on: pull_request', 'on: pull_request_target', /strangers/],
  [
    'a key of AWS',
    'npm run check',
    `npm run check\n        env:\n          AWS_ACCESS_KEY_ID: \${{ secrets.KEY }}`,
    /no long-lived key/,
  ],
])('%s is found', (_, part, by, fault) => {
  expect(good).toContain(part);
  expect(workflowFaults(good.replace(part, by), ['check'])).toEqual([expect.stringMatching(fault)]);
});

test.each([
  [
    'a context that GitHub does not know',
    'npm run check',
    `npm run check\n        if: github.evnt == 1`,
    /"evnt" is not defined/,
  ],
  ['a key that GitHub does not know', 'runs-on:', 'run-on:', /unexpected key|"runs-on" section is missing/],
  ['a job that waits for none', 'timeout-minutes: 10', 'needs: nobody', /needs job "nobody"/],
])('%s is found by the linter', async (_, part, by, message) => {
  const [first] = await lintWorkflow('bad.yml', good.replace(part, by));
  expect(first).toMatch(message);
});

test('each night drills every topology that there is', () => {
  const nightly = parse(readFileSync(join(root, '.github/workflows/nightly.yml'), 'utf8'));
  const topologies = readdirSync(join(root, 'platform/topologies')).map((file) => file.replace('.ts', ''));
  expect(nightly.jobs.topologies.strategy.matrix.topology).toEqual(topologies.sort());
});
