import type { Client, Pool } from 'pg';

/** A server's current role and position. Positions are log sequence numbers such as `0/3000148`. */
export type PostgresStatus =
  | {
      readonly isWriter: true;
      readonly position: string;
      /** How many standbys have its whole log and are sent what is added to it: those that a `fast` stop waits for. */
      readonly standbys: number;
    }
  | {
      readonly isWriter: false;
      /**
       * Whether a connection to the primary is open; a held link still counts as open. It also is for a moment when the primary is about to
       * refuse it, as to one whose log went on by itself: only the primary's `standbys` tell that it follows.
       */
      readonly isStreaming: boolean;
      readonly received: string | undefined;
      readonly replayed: string | undefined;
      /**
       * Age of the youngest commit of the writer that is seen here, in milliseconds: the lag, as long as the writer
       * commits now and then (see `commitBeat`). Undefined before the first.
       */
      readonly lagMs: number | undefined;
    };

interface StatusRow {
  readonly in_recovery: boolean;
  readonly position: string | null;
  readonly received: string | null;
  readonly replayed: string | null;
  readonly receiver: string | null;
  readonly standbys: number;
  readonly lag_ms: number | null;
}

const statusQuery = `
  select pg_is_in_recovery() as in_recovery,
         case when pg_is_in_recovery() then null else pg_current_wal_lsn()::text end as position,
         pg_last_wal_receive_lsn()::text as received,
         pg_last_wal_replay_lsn()::text as replayed,
         (select status from pg_stat_wal_receiver) as receiver,
         (select count(*)::int from pg_stat_replication where state = 'streaming') as standbys,
         (extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::float8 as lag_ms`;

/** Asks a server what it does, as its superuser. Rejects as `pg` does when it can't be reached. */
export async function readStatus(connection: Client | Pool): Promise<PostgresStatus> {
  const { rows } = await connection.query<StatusRow>(statusQuery);
  const row = rows[0];
  if (row === undefined) throw new Error('a select without a from clause answered no row');
  if (!row.in_recovery) return { isWriter: true, position: row.position ?? '', standbys: row.standbys };
  return {
    isWriter: false,
    isStreaming: row.receiver === 'streaming',
    received: row.received ?? undefined,
    replayed: row.replayed ?? undefined,
    lagMs: row.lag_ms === null ? undefined : Math.max(0, row.lag_ms),
  };
}

/** Commits nothing, so that standbys of an idle writer can tell how far behind they are. */
export async function commitBeat(writer: Client | Pool): Promise<void> {
  await writer.query("select pg_logical_emit_message(true, 'beat', '')");
}
