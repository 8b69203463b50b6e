import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signedBytesMax } from '../../src/evidence-folder/evidence-signer.ts';
import { fileNames } from '../../src/evidence-folder/file-names.ts';
import { openLocalKey, publicKeyPathOf } from '../../src/evidence-folder/local-signing-key.ts';
import { sealStatement } from '../../src/evidence-folder/statement.ts';
import { writeEvidence } from '../../src/evidence-folder/write-evidence.ts';
import { aDrill } from './a-drill.ts';
import { aFolder, aKey, aTemporaryFolder } from './a-folder.ts';

const signer = await aKey();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('the manifest lists every file but itself and its signature', async () => {
  const folder = await aFolder(aDrill(), signer);
  const { files, leftOut } = JSON.parse(readFileSync(join(folder, fileNames.manifest), 'utf8'));
  const unlisted = [fileNames.manifest, fileNames.statement, fileNames.publicKey] as readonly string[];
  const present = readdirSync(folder).filter((name) => !unlisted.includes(name));
  expect(files.map(({ name }: { readonly name: string }) => name)).toEqual(present.sort());
  expect(leftOut).toEqual([]);
  for (const { name, bytes, sha256: digest } of files) {
    const content = readFileSync(join(folder, name));
    expect([name, bytes, digest]).toEqual([name, content.length, sha256(content)]);
  }
});

test('the envelope holds an in-toto statement about the manifest', async () => {
  const folder = await aFolder(aDrill(), signer);
  const envelope = JSON.parse(readFileSync(join(folder, fileNames.statement), 'utf8'));
  expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
  expect(envelope.signatures).toEqual([{ keyid: signer.keyId, sig: expect.any(String) }]);
  expect(JSON.parse(Buffer.from(envelope.payload, 'base64').toString())).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'manifest.json', digest: { sha256: sha256(readFileSync(join(folder, fileNames.manifest))) } }],
    predicate: { scenario: 'region-loss', seed: 7, passed: true },
  });
});

test('a statement is as long as KMS signs, and no longer', async () => {
  const framing = 'DSSEv1 28 application/vnd.in-toto+json 4052 '.length;
  const note = (bytes: number) => ({ note: 'x'.repeat(bytes - framing - '{"note":""}'.length) });
  await expect(sealStatement(note(signedBytesMax), signer)).resolves.toMatchObject({ signatures: [{}] });
  await expect(sealStatement(note(signedBytesMax + 1), signer)).rejects.toThrow(/at most 4096 bytes, got 4097/);
});

test('a history that is too large is left out and named, one that just fits is kept', async () => {
  const parts = aDrill();
  const archiveBytes = Buffer.byteLength(parts.histories.archive.text);
  const readLeftOut = async (bytesMax: number) => {
    const folder = await aFolder(parts, signer);
    await writeEvidence(folder, parts, signer, bytesMax);
    return JSON.parse(readFileSync(join(folder, fileNames.manifest), 'utf8')).leftOut;
  };
  const sizes = [`${archiveBytes} bytes, more than ${archiveBytes - 1}`];
  const names = (leftOut: readonly { readonly name: string }[]) => leftOut.map(({ name }) => name);
  expect(names(await readLeftOut(archiveBytes))).not.toContain(fileNames.archive);
  const leftOut = await readLeftOut(archiveBytes - 1);
  expect(leftOut.find(({ name }: { readonly name: string }) => name === fileNames.archive)?.why).toBe(sizes[0]);
});

test('packages that npm could not list are named as left out', async () => {
  const folder = await aFolder({ ...aDrill(), packages: undefined }, signer);
  const { leftOut } = JSON.parse(readFileSync(join(folder, fileNames.manifest), 'utf8'));
  expect(leftOut).toEqual([{ name: fileNames.packages, why: 'npm did not make it' }]);
});

test('a key is made once, for its owner alone, with its public half beside it', async () => {
  const path = join(aTemporaryFolder(), 'keys', 'evidence.pem');
  const made = await openLocalKey(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(publicKeyPathOf(path), 'utf8')).toBe(made.publicKeyPem);
  expect((await openLocalKey(path)).keyId).toBe(made.keyId);
  expect(made.publicKeyPem).not.toContain('PRIVATE');
});

test.each([0o640, 0o604, 0o660])('a key with mode %o is refused', async (mode) => {
  const path = join(aTemporaryFolder(), 'evidence.pem');
  await openLocalKey(path);
  chmodSync(path, mode);
  await expect(openLocalKey(path)).rejects.toMatchObject({ code: 'key_unusable' });
});

test('a file that holds no key is refused and left as it is', async () => {
  const path = join(aTemporaryFolder(), 'evidence.pem');
  writeFileSync(path, 'no key', { mode: 0o600 });
  await expect(openLocalKey(path)).rejects.toMatchObject({ code: 'key_unusable' });
  expect(readFileSync(path, 'utf8')).toBe('no key');
});

test('the auditor’s document names every file of a folder, and every reason to refuse one', () => {
  const root = join(import.meta.dirname, '..', '..', '..', '..');
  const text = readFileSync(join(root, 'docs', 'evidence.md'), 'utf8');
  expect(Object.values(fileNames).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  const program = readFileSync(join(root, 'tools', 'drill', 'auditor', 'verify-evidence.mjs'), 'utf8');
  const codes = [...program.matchAll(/, '([a-z]+_[a-z_]+)',/g)].map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(8);
  expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
});
