import type { LedgerReader } from '../src/adapters/ledger-reader.ts';
import type { ExportFiles } from '../src/exporting/export-files.ts';
import type { ExportProgress } from '../src/exporting/export-job.ts';
import { writeExport } from '../src/exporting/write-export.ts';
import { anExport } from '../test/support/exports/an-export.ts';

export interface WrittenExport {
  readonly rows: number;
  readonly bytes: number;
  readonly steps: number;
  /** Most that was held in memory to become a part, in bytes. */
  readonly heldMax: number;
}

/** Writes all transfers of a merchant, step by step, as the service's function does. */
export async function exportTransfers({
  ledger,
  files,
  ...over
}: Partial<Parameters<typeof anExport>[0]> & {
  readonly ledger: Pick<LedgerReader, 'exportPage'>;
  readonly files: ExportFiles;
}): Promise<WrittenExport> {
  let [progress, heldMax]: [ExportProgress | undefined, number] = [undefined, 0];
  const onHeld = (bytes: number) => {
    heldMax = Math.max(heldMax, bytes);
  };
  for (let steps = 1; ; steps += 1) {
    const step = await writeExport(anExport({ ...over, progress }), 1, { ledger, files, onHeld });
    if (step.outcome === 'finished') return { rows: step.rows, bytes: step.bytes, steps, heldMax };
    if (step.outcome === 'too_large') throw new Error('the export has more parts than a file may have');
    progress = step.progress;
  }
}
