import type { Clock } from '@redoubt/lambda-kit';
import type { Statements } from '../adapters/statements.ts';
import { WriterUnreachable } from '../adapters/writer-unreachable.ts';
import { giveLogin, type LedgerLogin } from './give-login.ts';
import type { LedgerBundle } from './ledger-bundle.ts';
import { dropRetired, migrateLedger } from './migrate-ledger.ts';

/** Pause between tries, in milliseconds. */
const pauseMs = 500;

/** A cluster without a writer for this long, in milliseconds, is a standby: changing the writer takes less. */
const noWriterMsMax = 60_000;

/** How long to wait for statements that may call what is to be dropped, in milliseconds: a booking takes a few. */
const retiredMsMax = 10_000;

export type MigrationOutcome =
  | {
      readonly outcome: 'migrated';
      /** Files of tables that this deployment applied. */
      readonly tables: readonly string[];
      /** Whether functions of the former bundle are left, for statements that still run; the next deployment drops them. */
      readonly leavesRetired: boolean;
    }
  | { readonly outcome: 'left_to_writer'; readonly message: string };

/**
 * Migrates the ledger if this region has its writer, and gives the service's functions their logins.
 *
 * A standby refuses every statement, and gets the schema by replication: its deployment succeeds and says so. A writer
 * that can't be reached yet, as right after it was made, or that is busy is tried again.
 *
 * @throws WriterUnreachable when there was no answer by the deadline; Error when a file is wrong or the ledger stays busy
 */
export async function migrateWhereWriter(
  statements: Statements,
  bundle: LedgerBundle,
  {
    logins,
    clock,
    deadlineMs,
  }: {
    readonly logins: readonly LedgerLogin[];
    readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
    readonly deadlineMs: number;
  },
): Promise<MigrationOutcome> {
  const startedMs = clock.nowMs();
  const canTryAgain = () => clock.nowMs() + pauseMs <= deadlineMs;
  for (;;) {
    try {
      const migrated = await migrateLedger(statements, bundle);
      if (migrated.outcome === 'busy') {
        if (!canTryAgain()) throw new Error('the ledger is busy: a statement holds its lock; deploy again');
        await clock.sleep(pauseMs);
        continue;
      }
      // One after the other: they change the same tables of the catalog.
      for (const login of logins) await giveLogin(statements, login);
      return {
        outcome: 'migrated',
        tables: migrated.outcome === 'applied' ? migrated.tables : [],
        leavesRetired: !(await dropRetired(statements, { waitMsMax: retiredMsMax })),
      };
    } catch (error) {
      if (!(error instanceof WriterUnreachable)) throw error;
      const isLongWithoutWriter = error.execution === 'no_writer' && clock.nowMs() - startedMs >= noWriterMsMax;
      if (error.execution === 'refused_by_standby' || isLongWithoutWriter) {
        return {
          outcome: 'left_to_writer',
          message: "this region's ledger is a standby: it gets its schema from the writer by replication",
        };
      }
      if (!canTryAgain()) throw error;
      await clock.sleep(pauseMs);
    }
  }
}
