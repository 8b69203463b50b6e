import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutTestCard } from '../card-scan/card-number.ts';
import { judgeClauses } from '../clauses/catalog.ts';
import { reportPage } from '../page/report-page.ts';
import type { Report } from '../report/report.ts';
import type { EvidenceSigner } from './evidence-signer.ts';
import { fileNames } from './file-names.ts';
import type { Histories } from './histories.ts';
import { historyFiles } from './history-files.ts';
import { type Manifest, manifestOf } from './manifest.ts';
import { sealStatement, statementOf } from './statement.ts';

/** Largest history that is kept, in bytes: a program of an auditor reads each as one text. */
const historyBytesMax = 256 * 2 ** 20;

/** All that is written besides the book, which is there already. */
export interface EvidenceParts {
  readonly report: Report;
  readonly histories: Histories;
  /** CycloneDX document of the packages; undefined when npm could not make it. */
  readonly packages: string | undefined;
}

/**
 * Writes the evidence of a drill into the folder that holds its book, and signs it.
 *
 * The folder stands alone: `redoubt report verify` needs nothing else.
 *
 * @returns path of `report.json`
 */
export async function writeEvidence(
  folder: string,
  { report, histories, packages }: EvidenceParts,
  signer: EvidenceSigner,
  bytesMax = historyBytesMax,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const texts: [string, string | undefined, string?][] = [
    [fileNames.report, `${JSON.stringify(report, undefined, 2)}\n`],
    [fileNames.page, reportPage({ report, histories })],
    [fileNames.clauses, `${JSON.stringify(judgeClauses(report), undefined, 2)}\n`],
    [fileNames.packages, packages, 'npm did not make it'],
    ...historyFiles(histories, report),
  ];
  const written: string[] = [fileNames.book];
  const leftOut: Manifest['leftOut'][number][] = [];
  for (const [name, text, why] of texts) {
    // A file of an earlier drill must not be taken for one of this.
    await rm(join(folder, name), { force: true });
    const bytes = Buffer.byteLength(text ?? '');
    if (text === undefined) leftOut.push({ name, why: why ?? 'there is none' });
    else if (bytes > bytesMax) leftOut.push({ name, why: `${bytes} bytes, more than ${bytesMax}` });
    else {
      await writeFile(join(folder, name), withoutTestCard(text));
      written.push(name);
    }
  }
  const manifest = `${JSON.stringify(await manifestOf(folder, written, leftOut), undefined, 2)}\n`;
  await writeFile(join(folder, fileNames.manifest), manifest);
  const envelope = await sealStatement(statementOf(manifest, report), signer);
  await writeFile(join(folder, fileNames.statement), `${JSON.stringify(envelope)}\n`);
  await writeFile(join(folder, fileNames.publicKey), signer.publicKeyPem);
  return join(folder, fileNames.report);
}
