import { writeFile } from 'node:fs/promises';
import { withConnection } from '@redoubt/embedded-postgres';
import { describeSchema } from '../test/support/describe-schema.ts';
import { startLedgerServer } from '../test/support/ledger-database.ts';

/**
 * Writes a ledger's schema as text, one fact a line, in a fixed order: dumps made before and after a change can be compared
 * with `diff`. Describes the ledger that this tree makes, or the one at a given URL.
 *
 *     node bin/dump-schema.ts FILE [postgres://...]
 */
const [file, url] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: node bin/dump-schema.ts FILE [URL]');

async function describeOwn(): Promise<string> {
  await using server = await startLedgerServer();
  await using database = await server.ledgerDatabase();
  return await withConnection(database.url, describeSchema);
}

const description = url === undefined ? await describeOwn() : await withConnection(url, describeSchema);
await writeFile(file, description);
process.stdout.write(`wrote ${file}\n`);
