import type { ProbeResult, ReplicaMark } from '@redoubt/contracts';

/** This region's cluster in the global database. */
export interface OwnDatabase {
  readonly role: 'writer' | 'replica' | 'none';
  /** The cluster's own status says that it works, and so does an instance's. */
  readonly isAvailable: boolean;
  /** Roles are changing, here or there: what is said of them now is no evidence. */
  readonly isInTransition: boolean;
  readonly isConnected: boolean;
}

/** Known before the epoch is ended; nothing of it needs the other region. */
export interface TakeoverGrounds {
  readonly database: OwnDatabase;
  /** Up to when this region's replica was seen to have everything, in a stable state. */
  readonly mark: ReplicaMark | undefined;
  /** Since which epoch the present writer is the writer: marks of earlier ones are of other books. */
  readonly writerEpoch: number;
  /** Up to when the journal has forgotten commands; undefined when it never forgot any. */
  readonly forgottenUpTo: string | undefined;
  /** Answers of the services' probe hooks; `undefined` is a hook that gave none. */
  readonly probes: readonly { readonly service: string; readonly result: ProbeResult | undefined }[];
}

/**
 * Why this region could not take over; empty when it could.
 *
 * Force goes past services that are not ready: their part of the takeover waits for them, and the journal keeps everything.
 * It never goes past a database that can't be promoted, books that are not the writer's, or a journal that can't be read:
 * what came of that could be money that is gone, and nobody told.
 */
export function obstaclesTo(
  { database, mark, writerEpoch, forgottenUpTo, probes }: TakeoverGrounds,
  { isForced = false }: { readonly isForced?: boolean } = {},
): readonly string[] {
  const obstacles: string[] = [];
  if (database.role === 'none') obstacles.push('no_replica_here');
  if (database.role === 'writer') obstacles.push('database_is_writer');
  if (database.isInTransition) obstacles.push('database_in_transition');
  if (!database.isAvailable) obstacles.push('database_unavailable');
  if (mark === undefined || mark.epoch < writerEpoch) obstacles.push('never_replicated');
  else if (forgottenUpTo !== undefined && Date.parse(mark.replicatedUpTo) < Date.parse(forgottenUpTo)) {
    obstacles.push(
      `journal_forgot_what_is_missing: only the archive has what was accepted from ${mark.replicatedUpTo} to ${forgottenUpTo}`,
    );
  }
  return [...obstacles, ...probes.flatMap((it) => unreadableJournal(it) ?? (isForced ? [] : unreadiness(it)))];
}

type Probe = TakeoverGrounds['probes'][number];

function unreadableJournal({ service, result }: Probe): readonly string[] | undefined {
  const { journalSchema } = result ?? {};
  if (journalSchema === undefined || journalSchema.newest <= journalSchema.reads) return undefined;
  return [`${service}: the journal holds shape ${journalSchema.newest}, its code reads ${journalSchema.reads}`];
}

function unreadiness({ service, result }: Probe): readonly string[] {
  if (result === undefined) return [`${service}: no answer`];
  return result.ready ? [] : result.reasons.map((reason) => `${service}: ${reason}`);
}
