import { archivedSchemaKeyOf } from '@redoubt/contracts';
import { inParallel } from '@redoubt/lambda-kit';
import type { ArchiveBucket } from './adapters/archive-bucket.ts';
import type { Migration } from './migrate-ledger.ts';

/** Objects put at once. */
const putsMax = 8;

/**
 * Puts what makes the ledger's schema beside its operations, so that the archive alone is enough to make the ledger again.
 *
 * @throws Error when a migration has changed since it was archived; FaultError `store_unreachable`
 */
export async function archiveSchema(
  bucket: Pick<ArchiveBucket, 'putOnce'>,
  migrations: readonly Migration[],
): Promise<void> {
  await inParallel(migrations, putsMax, ({ name, sql }) => bucket.putOnce(archivedSchemaKeyOf(name), sql));
}
