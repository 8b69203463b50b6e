import { mkdtempSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvidenceSigner } from '../../src/evidence-folder/evidence-signer.ts';
import { openLocalKey } from '../../src/evidence-folder/local-signing-key.ts';
import { manifestOf } from '../../src/evidence-folder/manifest.ts';
import { sealStatement, statementOf } from '../../src/evidence-folder/statement.ts';
import { type EvidenceParts, writeEvidence } from '../../src/evidence-folder/write-evidence.ts';
import { bookLineOf } from '../../src/witness/book-line.ts';

export function aTemporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'redoubt-evidence-'));
}

/** A key of its own. */
export async function aKey(): Promise<EvidenceSigner> {
  return await openLocalKey(join(aTemporaryFolder(), 'key.pem'));
}

/** The evidence of a drill in a new folder, by the product's own writers. */
export async function aFolder(parts: EvidenceParts, signer: EvidenceSigner): Promise<string> {
  const folder = aTemporaryFolder();
  await writeFile(join(folder, 'book.ndjson'), parts.histories.book.map((it) => `${bookLineOf(it)}\n`).join(''));
  await writeEvidence(folder, parts, signer);
  return folder;
}

/** Lists a folder's files again and signs the list: an insider with a key. */
export async function signAgain(folder: string, parts: EvidenceParts, signer: EvidenceSigner): Promise<void> {
  const { files, leftOut } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const names = files.map(({ name }: { readonly name: string }) => name);
  const manifest = `${JSON.stringify(await manifestOf(folder, names, leftOut), undefined, 2)}\n`;
  await writeFile(join(folder, 'manifest.json'), manifest);
  const envelope = await sealStatement(statementOf(manifest, parts.report), signer);
  await writeFile(join(folder, 'statement.dsse.json'), `${JSON.stringify(envelope)}\n`);
  await writeFile(join(folder, 'public-key.pem'), signer.publicKeyPem);
}
