import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aDrill } from '../../drill/test/evidence-folder/a-drill.ts';
import { aFolder, aKey } from '../../drill/test/evidence-folder/a-folder.ts';
import { explainError } from '../src/explain-error.ts';
import { redoubtProgram } from '../src/program.ts';
import { aTerminal } from './a-terminal.ts';

const signer = await aKey();
const folder = await aFolder(aDrill(), signer);

async function report(...args: readonly string[]) {
  const { terminal, written } = aTerminal();
  const program = redoubtProgram({ terminal, signal: new AbortController().signal });
  const end = await program.run(['report', ...args]).then(
    (code) => ({ code, failure: undefined }),
    (error: unknown) => ({ code: explainError(error).exitCode, failure: explainError(error) }),
  );
  return { ...end, ...written };
}

test('a folder that holds is told by drill, key and everything that was worked out again', async () => {
  const { code, stdout } = await report('verify', folder);
  expect(code).toBe(0);
  expect(stdout).toContain('holds: drill region-loss, seed 7, of 2030-01-31T12:00:00.000Z passed.');
  expect(stdout).toContain(`Signed with key ${signer.keyId}; compare it`);
  expect(stdout).toMatch(/lost {2,}0\n/);
  expect(stdout).toMatch(/detectedMs {2,}2000\n/);
});

test('several folders are one list for machines', async () => {
  const { stdout } = await report('verify', folder, folder, '--json');
  expect(JSON.parse(stdout).map((it: { readonly folder: string }) => it.folder)).toEqual([folder, folder]);
});

test('no folder, no evidence and another key end with 2, 3 and 5', async () => {
  expect(await report('verify')).toMatchObject({ code: 2 });
  expect(await report('verify', join(folder, 'nowhere'))).toMatchObject({ code: 3 });
  expect(await report('verify', folder, '--key', join(folder, 'nowhere'))).toMatchObject({ code: 3 });
  const key = join(await aFolder(aDrill(), await aKey()), 'public-key.pem');
  const { code, failure } = await report('verify', folder, '--key', key);
  expect(code).toBe(5);
  expect(failure?.what).toContain('key_unknown');
  expect(failure?.why).toContain('another key');
});

test('a folder that was changed is refused with the file’s name', async () => {
  const changed = await aFolder(aDrill(), signer);
  const path = join(changed, 'events.ndjson');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n`);
  const { code, failure } = await report('verify', changed);
  expect(code).toBe(5);
  expect(failure?.what).toContain('digest_wrong: events.ndjson was changed');
});
