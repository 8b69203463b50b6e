import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { headOf, rowOf } from '../domain/exports/exported-row.ts';
import { type ExportFiles, partBytesMin } from './export-files.ts';
import { type ExportProgress, fileKeyOf, type PendingExport } from './export-job.ts';

/** Rows read by one statement; the ledger ends a page earlier where its answer would be too long. */
export const exportPageMax = 2_000;

/** Parts of a file: at 5 MiB some 5 GB, or ten million rows. Their tags are kept in one item of 400 KB, with room to spare. */
export const partsMax = 1_000;

export interface WriteExportDependencies {
  readonly ledger: Pick<LedgerReader, 'exportPage'>;
  readonly files: ExportFiles;
  /** Lowest size of a part, in bytes. */
  readonly partBytes?: number;
  /** Called with what is held in memory, in bytes, whenever it has grown. */
  readonly onHeld?: (bytes: number) => void;
}

export type ExportStep =
  | { readonly outcome: 'progressed'; readonly progress: ExportProgress }
  | { readonly outcome: 'finished'; readonly rows: number; readonly bytes: number }
  | { readonly outcome: 'too_large' };

/**
 * Writes one part of an export's file: holds a part and a page in memory, however many rows there are.
 *
 * A step that is repeated, because nobody learned of its end, reads the same rows and writes the same part again. What a time selects is
 * final before it begins, so that a file can not differ from another of the same export but in payments that have changed.
 *
 * @param job what was known when it was taken, with the progress of an earlier step
 * @throws FaultError `store_unreachable`, `writer_unreachable`
 */
export async function writeExport(
  job: PendingExport,
  epoch: number,
  { ledger, files, partBytes = partBytesMin, onHeld = () => undefined }: WriteExportDependencies,
): Promise<ExportStep> {
  const key = fileKeyOf(job, epoch);
  // Rows of another ledger, or in the bucket of another region, are none of this file.
  const known = job.progress?.epoch === epoch ? job.progress : beginning(epoch);
  if (known.parts.length >= partsMax) return { outcome: 'too_large' };

  const { format, what, merchantId, from, until, currency } = job;
  const chunks: Buffer[] = known.place === '' ? [Buffer.from(headOf(what, format))] : [];
  let [held, rows, place, isLast] = [chunks[0]?.length ?? 0, 0, known.place, false];
  while (held < partBytes && !isLast) {
    const page = await ledger.exportPage(
      what,
      { merchantId, from, until, currency },
      { place, pageMax: exportPageMax },
    );
    const text = page.views.map((view) => rowOf(view, what, format)).join('');
    chunks.push(Buffer.from(text));
    held += chunks.at(-1)?.length ?? 0;
    rows += page.views.length;
    place = page.place;
    isLast = page.isLast;
    onHeld(held);
  }
  const body = Buffer.concat(chunks);
  const [rowsSoFar, bytesSoFar] = [known.rows + rows, known.bytes + body.length];

  if (isLast && known.uploadId === undefined) {
    await files.write(key, body);
    return { outcome: 'finished', rows: rowsSoFar, bytes: bytesSoFar };
  }
  const uploadId = known.uploadId ?? (await files.begin(key));
  const upload = { key, uploadId };
  const again: ExportStep = { outcome: 'progressed', progress: beginning(epoch) };
  // After the last row nothing may be left: S3 has no part for it.
  const part = body.length === 0 ? undefined : await files.writePart(upload, { number: known.parts.length + 1, body });
  if (part === 'gone') return again;
  const parts = part === undefined ? known.parts : [...known.parts, part];
  if (!isLast) {
    return { outcome: 'progressed', progress: { epoch, uploadId, parts, place, rows: rowsSoFar, bytes: bytesSoFar } };
  }
  if ((await files.finish(upload, parts)) === 'gone') return again;
  return { outcome: 'finished', rows: rowsSoFar, bytes: bytesSoFar };
}

function beginning(epoch: number): ExportProgress {
  return { epoch, parts: [], place: '', rows: 0, bytes: 0 };
}
