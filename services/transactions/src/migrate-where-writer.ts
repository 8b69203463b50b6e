import type { Clock } from '@redoubt/lambda-kit';
import type { Statements } from './adapters/statements.ts';
import { WriterUnreachable } from './adapters/writer-unreachable.ts';
import { type ApplicationLogin, giveLogin } from './give-login.ts';
import { type Migration, migrateLedger } from './migrate-ledger.ts';

/** Pause between tries, in milliseconds. */
const pauseMs = 500;

/** A cluster that has had no writer for so long, in milliseconds, is a standby: changing the writer takes less. */
const noWriterMsMax = 60_000;

export type MigrationOutcome =
  | { readonly outcome: 'migrated'; readonly applied: readonly string[] }
  | { readonly outcome: 'left_to_writer'; readonly message: string };

/**
 * Migrates the ledger if this region has its writer, and gives the service's functions their login.
 *
 * A standby refuses every statement, and gets the schema by replication: its deployment succeeds and says so. A writer
 * that can't be reached yet, as right after it was made, is tried again.
 *
 * @throws WriterUnreachable when there was no answer by the deadline; Error when a migration is wrong
 */
export async function migrateWhereWriter(
  statements: Statements,
  migrations: readonly Migration[],
  {
    login,
    clock,
    deadlineMs,
  }: {
    readonly login: ApplicationLogin;
    readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
    readonly deadlineMs: number;
  },
): Promise<MigrationOutcome> {
  const startedMs = clock.nowMs();
  for (;;) {
    try {
      const applied = await migrateLedger(statements, migrations);
      await giveLogin(statements, login);
      return { outcome: 'migrated', applied };
    } catch (error) {
      if (!(error instanceof WriterUnreachable)) throw error;
      const isLongWithoutWriter = error.execution === 'no_writer' && clock.nowMs() - startedMs >= noWriterMsMax;
      if (error.execution === 'refused_by_standby' || isLongWithoutWriter) {
        return {
          outcome: 'left_to_writer',
          message: "this region's ledger is a standby: it gets its schema from the writer by replication",
        };
      }
      if (clock.nowMs() + pauseMs > deadlineMs) throw error;
      await clock.sleep(pauseMs);
    }
  }
}
