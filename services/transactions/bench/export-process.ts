import { parseArgs } from 'node:util';
import { LedgerReader } from '../src/adapters/ledger-reader.ts';
import { FilesInMemory } from '../test/support/exports/files-in-memory.ts';
import { PgStatements } from '../test/support/pg-statements.ts';
import { exportTransfers } from './export-transfers.ts';

/** Program that writes one export and prints what it took: its memory is its own, and nothing else is in it. */
const { values } = parseArgs({ options: { url: { type: 'string' }, merchant: { type: 'string' } } });
await using statements = new PgStatements(values.url ?? '', { role: 'pay_reader', max: 1 });
const began = performance.now();
const written = await exportTransfers({
  ledger: new LedgerReader(statements),
  // Parts are counted and dropped: sending them is S3's part.
  files: new FilesInMemory({ keepsBodies: false }),
  merchantId: values.merchant ?? '',
  format: 'csv',
});
const seconds = (performance.now() - began) / 1_000;
// Kilobytes: https://nodejs.org/api/process.html#processresourceusage
const peakBytes = process.resourceUsage().maxRSS * 1_024;
process.stdout.write(JSON.stringify({ ...written, seconds, peakBytes }));
