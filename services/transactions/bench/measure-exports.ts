import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure, Pace } from '@redoubt/bench';
import type { LedgerServer } from '../test/support/ledger-database.ts';
import type { WrittenExport } from './export-transfers.ts';
import { writeTransfers } from './many-transfers.ts';

/** Transfers of a large export, and of one to compare its memory with. */
const [manyCount, fewCount] = [1_000_000, 10_000];

type Measured = WrittenExport & { readonly seconds: number; readonly peakBytes: number };

/** Exports many transfers and few, each in a process of its own. */
export async function measureExports(
  server: LedgerServer,
): Promise<{ readonly pace: Pace; readonly figures: readonly Figure[] }> {
  await using database = await server.ledgerDatabase();
  await writeTransfers(database.url, { merchantId: 'many', count: manyCount });
  await writeTransfers(database.url, { merchantId: 'few', count: fewCount });
  const few = await measured(database.url, 'few');
  const many = await measured(database.url, 'many');
  if (many.rows !== manyCount) throw new Error(`${many.rows} transfers were exported, ${manyCount} were written`);
  const one = (value: number) => ({ median: value, low: value, high: value });
  const shown = `${manyCount.toLocaleString('en')} transfers`;
  return {
    pace: { name: `exported transfers, of ${shown}`, perSecond: one(many.rows / many.seconds) },
    figures: [
      {
        name: `peak memory of the process that exports ${shown}, in MB`,
        value: one(many.peakBytes / 1e6),
        limitedBy: `Node itself: with ${fewCount.toLocaleString('en')} transfers it is ${(few.peakBytes / 1e6).toFixed(0)} MB; a part and a page are ${(many.heldMax / 1e6).toFixed(1)} MB of ${(many.bytes / 1e6).toFixed(0)} MB, in ${many.steps} steps`,
      },
    ],
  };
}

async function measured(url: string, merchant: string): Promise<Measured> {
  const program = join(import.meta.dirname, 'export-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--url', url, '--merchant', merchant]);
  return JSON.parse(stdout) as Measured;
}
