import type { ArchiveBucket } from '../adapters/archive-bucket.ts';
import type { ArchivedLedger } from '../adapters/archived-ledger.ts';
import type { Authority } from '../adapters/authority.ts';
import { archiveObjectOf } from '../domain/archive-object.ts';
import { completeArchive } from './complete-archive.ts';

/** Commands of an object. */
export const commandsMax = 100;

/** Objects of one pass, so that it ends when the ledger grows as fast as it is archived. */
const objectsMax = 20;

export interface ArchiveDependencies {
  readonly ledger: Pick<ArchivedLedger, 'pin' | 'commandsOf' | 'written' | 'objectsOfADay'>;
  readonly bucket: Pick<ArchiveBucket, 'putOnce' | 'keysFrom'>;
}

/**
 * Writes the commands since the last pass to the archive. Returns their number.
 *
 * What an object holds is committed before it is put, and that it was put is committed after. A crash in between puts it
 * again, with the same bytes; two callers at once do the same.
 *
 * @throws FaultError `store_unreachable` or `writer_unreachable`; `stale_epoch` or `epoch_not_open`: nothing was put
 */
export async function archiveOperations(
  { ledger, bucket }: ArchiveDependencies,
  authority: Authority,
): Promise<number> {
  let archived = 0;
  // One after the other: each object holds the hash of the one before.
  for (let object = 0; object < objectsMax; object++) {
    const answer = await ledger.pin(authority, commandsMax);
    if (answer.outcome === 'complete') break;
    const pinned = answer.object;
    // A new epoch: what the lost region wrote last may not have come over.
    if (pinned.previous.epoch !== pinned.epoch) await completeArchive({ ledger, bucket });
    const { key, text, hash } = archiveObjectOf(pinned, await ledger.commandsOf(pinned));
    await bucket.putOnce(key, text);
    await ledger.written(pinned, hash);
    archived += pinned.commands;
    if (pinned.commands < commandsMax) break;
  }
  return archived;
}
