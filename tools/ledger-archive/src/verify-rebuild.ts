import { setTimeout as pause } from 'node:timers/promises';
import {
  type ArchivePlace,
  archivedOperationsPrefix,
  archiveKeyOf,
  idempotencyKeptMs,
  rolledPrefixOf,
  rolledSpanOf,
} from '@redoubt/contracts';
import { Client } from 'pg';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveStore, RestoreProgress } from './archive-store.ts';
import { type Comparison, compareLedgers } from './compare-ledgers.ts';
import { openArchive } from './open-archive.ts';
import { type RebuiltLedger, rebuildLedger } from './rebuild-ledger.ts';

/** Pause between two looks at the ledger or the archive, in milliseconds. */
const pauseMs = 100;

export interface VerifyOptions {
  readonly store: ArchiveStore;
  /** Superuser's URL of an empty database. */
  readonly url: string;
  /** URL of the ledger to compare with, for reading: that of the writer. */
  readonly ledgerUrl: string;
  /**
   * How long to wait for a moment in which the archive has all that the ledger has, in milliseconds.
   *
   * @default 30000
   */
  readonly waitMsMax?: number;
  /**
   * Called while objects are restored from Glacier, which takes hours.
   *
   * @default - nobody is told
   */
  readonly onRestore?: (progress: RestoreProgress) => void;
}

export interface VerifiedLedger {
  readonly rebuilt: RebuiltLedger;
  readonly comparison: Comparison;
}

/**
 * Makes a ledger from its archive and compares it with the one that wrote it, at a moment in which everything is archived.
 *
 * @throws ArchiveError, also `ledger_busy` when there is no such moment, `ledger_diverged` when the newest object is not this
 * ledger's
 */
export async function verifyRebuild({
  store,
  url,
  ledgerUrl,
  waitMsMax = 30_000,
  onRestore,
}: VerifyOptions): Promise<VerifiedLedger> {
  // What is cold is restored before: no ledger can hold its snapshot for hours.
  await openArchive(store, onRestore);
  const deadlineMs = performance.now() + waitMsMax;
  const ledger = new Client({ connectionString: ledgerUrl });
  const copy = new Client({ connectionString: url });
  for (const client of [ledger, copy]) client.on('error', () => undefined);
  try {
    await ledger.connect();
    const head = await momentOfRest(ledger, deadlineMs);
    await awaitObject(store, head, deadlineMs);
    const rebuilt = await rebuildLedger({ store, url, upTo: head });
    if (rebuilt.head.hash !== head.hash) {
      throw new ArchiveError(
        'ledger_diverged',
        `${rebuilt.head.key} ends in ${rebuilt.head.hash}, and the ledger has written ${head.hash}`,
      );
    }
    await copy.connect();
    await copy.query('begin isolation level repeatable read read only');
    const snapshotMs = Date.now();
    const comparison = await compareLedgers(copy, ledger, (at) => at.getTime() < snapshotMs - idempotencyKeptMs);
    return { rebuilt, comparison };
  } finally {
    await Promise.all([ledger, copy].map((client) => client.end().catch(() => undefined)));
  }
}

interface Head extends ArchivePlace {
  readonly hash: string;
}

/** Leaves the client in a transaction whose snapshot shows nothing that is not archived; answers the newest object there. */
async function momentOfRest(ledger: Client, deadlineMs: number): Promise<Head> {
  for (;;) {
    await ledger.query('begin isolation level repeatable read read only').catch((cause: unknown) => {
      throw new ArchiveError('ledger_unreachable', 'the ledger gave no answer', { cause });
    });
    const { rows } = await ledger.query<Head & { readonly waiting: number }>(`
      select newest.ordinal::int, newest.epoch::int, newest.hash, (
        select count(*)::int from pay.inbox
        where (transaction_id, command_id) > (newest.up_to_transaction, newest.up_to_command)
      ) as waiting
      from pay.archive_objects as newest join pay.fence using (epoch)
      where newest.hash is not null and newest.ordinal = (select max(ordinal) from pay.archive_objects)`);
    const [newest] = rows;
    if (newest?.waiting === 0) return newest;
    await ledger.query('rollback');
    if (performance.now() > deadlineMs) {
      const waiting =
        newest === undefined ? 'an object is pinned and not written' : `${newest.waiting} commands are not`;
      throw new ArchiveError('ledger_busy', `there was no moment in which all was archived; now ${waiting}`);
    }
    await pause(pauseMs);
  }
}

/** The other region's copy of an object comes later. */
async function awaitObject(store: ArchiveStore, head: Head, deadlineMs: number): Promise<void> {
  while (!(await holds(store, head))) {
    if (performance.now() > deadlineMs) {
      const key = archiveKeyOf(head);
      throw new ArchiveError('object_missing', `${key} has not come to this archive; see ${archivedOperationsPrefix}`);
    }
    await pause(pauseMs);
  }
}

/** Whether an object is there, by itself or in a rolled one. */
async function holds(store: ArchiveStore, place: ArchivePlace): Promise<boolean> {
  for await (const _ of store.entries(archiveKeyOf(place))) return true;
  for await (const { key } of store.entries(rolledPrefixOf(place.epoch))) {
    const span = rolledSpanOf(key);
    if (span !== undefined && span.firstOrdinal <= place.ordinal && place.ordinal <= span.lastOrdinal) return true;
  }
  return false;
}
