import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aDrill } from './a-drill.ts';
import { aFolder, aKey, aTemporaryFolder } from './a-folder.ts';

const program = join(import.meta.dirname, '..', '..', 'auditor', 'verify-evidence.mjs');
const source = readFileSync(program, 'utf8');

test('the auditor’s program has at most 300 lines and imports nothing but Node', () => {
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(300);
  const imported = [...source.matchAll(/from '([^']+)'|import\('([^']+)'\)|require\(/g)].map(([, name]) => name ?? '');
  expect(imported.length).toBeGreaterThan(1);
  expect(imported.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))).toEqual([]);
  expect(source).not.toMatch(/fetch|node:(http|net|dgram|tls|child_process)/);
});

test('one file, copied away from the repository, verifies a folder and its key', async () => {
  const signer = await aKey();
  const folder = await aFolder(aDrill(), signer);
  const away = aTemporaryFolder();
  const [copy, key] = [join(away, 'verify-evidence.mjs'), join(away, 'key.pem')];
  copyFileSync(program, copy);
  writeFileSync(key, signer.publicKeyPem);
  const text = execFileSync(process.execPath, [copy, folder, key], { cwd: away, encoding: 'utf8', env: {} });
  expect(text).toContain(signer.keyId);
  writeFileSync(key, (await aKey()).publicKeyPem);
  expect(() => execFileSync(process.execPath, [copy, folder, key], { cwd: away, env: {}, stdio: 'pipe' })).toThrow(
    /you trust/,
  );
});
