import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../src/root.ts';
import { findings, type TextRule, textRules } from '../src/text-rules.ts';
import { trackedFiles } from '../src/tracked-files.ts';

const files = trackedFiles(root, '.ts', '.tsx', '.mts', '.mjs', '.sql').map((file) => ({
  file,
  text: readFileSync(join(root, file), 'utf8'),
}));

test.each<TextRule>(Object.values(textRules))('no file $name', (rule) => {
  expect(files.flatMap(({ file, text }) => findings(rule, file, text))).toEqual([]);
});

describe('a planted violation is found', () => {
  test.each<[keyof typeof textRules, string, string]>([
    ['environment', 'services/a/src/routes/post-payment.ts', `const table = process.env['TABLE'];`],
    ['environment', 'services/a/src/adapters/table.ts', `import { env } from 'node:process';`],
    ['whatComments', 'libs/a/src/b.ts', '/** What accepting needs. */'],
    ['whatComments', 'libs/a/src/b.ts', '/**\n * What accepting needs.\n */'],
    ['names', 'services/a/src/b.ts', 'export interface ValidationDesk {'],
    ['names', 'services/a/src/b.ts', 'export interface AcceptPorts {'],
    ['names', 'services/a/src/b.ts', 'function watch(eyes: Eyes): void {'],
    ['timeLimits', 'tools/a/test/b.test.ts', 'const deadline = Date.now() + 5_000;'],
    ['timeLimits', 'tools/a/test/b.test.ts', 'expect(performance.now() - began).toBeLessThan(1_000);'],
    ['timeLimits', 'tools/a/test/b.test.ts', 'await expect.poll(seen, { timeout: 5000 }).toBe(1);'],
    ['timeLimits', 'tools/a/test/b.test.ts', `test('a', { timeout: 60_000 }, async () => {`],
    ['timeLimits', 'tools/a/test/b.test.ts', 'beforeAll(async () => {\n}, 120_000);'],
  ])('%s: %s: %s', (rule, file, text) => {
    expect(findings(textRules[rule], file, text)).toHaveLength(1);
  });

  test.each<[keyof typeof textRules, string, string]>([
    ['environment', 'services/a/src/wiring.ts', 'const config = readEnvironment(Config, process.env);'],
    ['whatComments', 'libs/a/src/b.ts', '/** Whatever comes first. */'],
    ['names', 'platform/src/network-acls.ts', 'const ephemeralPorts = { from: 1024, to: 65_535 };'],
    ['timeLimits', 'tools/a/test/b.test.ts', 'expect(Date.now() - began).toBeGreaterThanOrEqual(60);'],
    ['timeLimits', 'tools/a/src/b.ts', 'const deadline = Date.now() + 5_000;'],
  ])('and this is none of %s: %s: %s', (rule, file, text) => {
    expect(findings(textRules[rule], file, text)).toEqual([]);
  });
});
