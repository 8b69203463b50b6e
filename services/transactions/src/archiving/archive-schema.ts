import { archivedBundleKeyOf } from '@redoubt/contracts';
import type { ArchiveBucket } from '../adapters/archive-bucket.ts';
import type { LedgerBundle } from '../migrating/ledger-bundle.ts';

/**
 * Puts what makes the ledger's schema beside its operations, so that the archive alone is enough to make the ledger again.
 *
 * @throws FaultError `store_unreachable`
 */
export async function archiveSchema(
  bucket: Pick<ArchiveBucket, 'putOnce'>,
  { digest, ...bundle }: LedgerBundle,
): Promise<void> {
  await bucket.putOnce(archivedBundleKeyOf(digest), JSON.stringify(bundle));
}
