import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOfRelease } from '../../src/release/check-release.ts';
import { type CopiedWorkspace, copyWorkspace } from '../support/copied-workspace.ts';

/*
 * Goal: a change in one service is a version of that service and of nothing else, its notes say what changed for callers, and a change
 * that breaks stops the release.
 *
 * Method: a copy of the repository is released as it is; then merchants answers one more field, and Nx is asked for its next release.
 */

const reference = 'docs/reference/merchants.openapi.json';
let copy: CopiedWorkspace;

beforeAll(() => {
  copy = copyWorkspace();
  commit('build: begin');
  for (const project of ['validation', 'transactions', 'notifications', 'merchants', 'failover']) tag(project);
  for (const project of ['cdk-kit', 'client', 'contracts', 'lambda-kit']) tag(project);
});
afterAll(() => copy[Symbol.dispose]());

const as = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
const tag = (project: string): string =>
  copy.git([...as, 'tag', '--annotate', '--message', 'release', `${project}@1.0.0`]);

function commit(subject: string): void {
  copy.git(['add', '--all']);
  copy.git([...as, 'commit', '--quiet', '--message', subject]);
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(copy.root, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

test('a change in merchants is a version of merchants alone, with what callers must know', () => {
  edit(reference, (text) => {
    const document = JSON.parse(text);
    document.components.schemas.Merchant.properties.country = { type: 'string' };
    return JSON.stringify(document, null, 2);
  });
  edit('services/merchants/src/api.ts', (text) => `${text}\n// A change.\n`);
  commit('feat(merchants): say where a merchant is');
  expect(faultsOfRelease(copy.root)).toEqual([]);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/nx/dist/bin/nx.js', 'release', '--dry-run', '--skip-publish'],
    { cwd: copy.root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', NX_DAEMON: 'false' } },
  );
  const printed = `${stdout}${stderr}`;
  const versioned = [...printed.matchAll(/^UPDATE (\S+)\/package\.json \[dry-run\]$/gm)].map(([, folder]) => folder);
  expect(versioned, printed).toEqual(['services/merchants']);
  expect(printed).toMatch(/"version": "1\.1\.0"/);
  expect(printed).toMatch(/say where a merchant is/i);
  expect(printed).toContain('### For callers of the API');
  expect(printed).toContain('GET /v1/merchants: answer 200 data.country is new');
});

test('a change that breaks stops a release until a commit says so', () => {
  edit(reference, (text) => {
    const document = JSON.parse(text);
    delete document.paths['/v1/merchants'].get;
    return JSON.stringify(document, null, 2);
  });
  commit('feat(merchants): list no merchants');
  expect(faultsOfRelease(copy.root)).toEqual([expect.stringContaining('merchants: GET /v1/merchants is gone')]);
  edit('services/merchants/README.md', (text) => `${text}\n`);
  commit('feat(merchants)!: list no merchants any more');
  expect(faultsOfRelease(copy.root)).toEqual([]);
});

test('a subject that nobody can read stops a release', () => {
  edit('services/merchants/README.md', (text) => `${text}\n`);
  commit('wip');
  expect(faultsOfRelease(copy.root)).toEqual([expect.stringContaining('got "wip"')]);
});
