import { ArchivedBundle, archivedBundleKeyOf, bundleDigestOf } from '@redoubt/contracts';
import type { Client } from 'pg';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveStore } from './archive-store.ts';

/**
 * Makes the ledger's schema in an empty database, from the bundle that the archive keeps under this digest. The database
 * remembers it, and a deployment goes on from there.
 *
 * @throws ArchiveError `schema_unusable`
 */
export async function makeSchema(client: Client, store: ArchiveStore, digest: string): Promise<void> {
  const key = archivedBundleKeyOf(digest);
  const text = await store.read(key);
  if (text === undefined) {
    throw new ArchiveError('schema_unusable', `${key} is missing; deploy transactions of that version once more`);
  }
  try {
    const bundle = ArchivedBundle.parse(JSON.parse(text));
    const found = bundleDigestOf(bundle);
    if (found !== digest) throw new Error(`its digest is ${found}`);
    await client.query(bundle.migrator);
    await client.query('select pay_migrations.migrate($1)', [JSON.stringify({ ...bundle, digest })]);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ArchiveError('schema_unusable', `${key} can't be applied: ${why}`, { cause });
  }
}
