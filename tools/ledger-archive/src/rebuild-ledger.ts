import { type ArchivePlace, archiveKeyOf } from '@redoubt/contracts';
import { Client } from 'pg';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveStore, RestoreProgress } from './archive-store.ts';
import { derivePayments } from './derive-payments.ts';
import { type Chain, findChain } from './find-chain.ts';
import { loadCommands, prepareLoading } from './load-commands.ts';
import { makeSchema } from './make-schema.ts';
import { type OpenArchive, openArchive } from './open-archive.ts';
import { readChain } from './read-chain.ts';
import { readObject } from './read-object.ts';

/** Objects of a lost region that nothing goes on from, and what they hold that the ledger does not. */
export interface DeadBranch {
  readonly key: string;
  readonly commands: number;
  /** Ids of commands that the rebuilt ledger has never seen. */
  readonly unknownCommands: readonly string[];
}

/** A ledger that was made from its archive. */
export interface RebuiltLedger {
  /** Key of the newest object, and the hash that it ends in. */
  readonly head: { readonly key: string; readonly hash: string };
  readonly epoch: number;
  /** Every command accepted before this is in the archive; undefined when it does not say. */
  readonly watermark: string | undefined;
  readonly objects: number;
  readonly commands: number;
  /** Digest of the bundle that made its schema. */
  readonly schema: string;
  /** Ids of commands at the archive's end that lack one before them, and were left out. */
  readonly unfinished: readonly string[];
  readonly deadBranches: readonly DeadBranch[];
}

export interface RebuildOptions {
  readonly store: ArchiveStore;
  /** Superuser's URL of an empty database. */
  readonly url: string;
  /**
   * The object to end with.
   *
   * @default - the newest
   */
  readonly upTo?: ArchivePlace;
  /**
   * Called while objects are restored from Glacier, which takes hours.
   *
   * @default - nobody is told
   */
  readonly onRestore?: (progress: RestoreProgress) => void;
}

/**
 * Makes a ledger from its archive alone, every line of the chain checked on the way.
 *
 * It knows up to when it is whole: opened for a new epoch, a recovery brings the rest from the journal. Not in an archive, and
 * therefore as in a new ledger: the key of cursors, and the outbox; a recovery announces again.
 *
 * @throws ArchiveError
 */
export async function rebuildLedger({ store, url, upTo, onRestore }: RebuildOptions): Promise<RebuiltLedger> {
  const archive = await openArchive(store, onRestore);
  const chain = await findChain(archive, upTo);
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const schema = await schemaOf(archive, chain);
    await makeSchema(client, store, schema);
    await prepareLoading(client);
    let commands = 0;
    let head = { key: '', hash: '' };
    let epoch = 0;
    let watermark: string | undefined;
    for await (const { place, header, texts, hash } of readChain(archive, chain.objects)) {
      if (texts.length > 0) await loadCommands(client, texts);
      commands += texts.length;
      head = { key: archiveKeyOf(place), hash };
      epoch = header.epoch;
      watermark = header.watermark;
    }
    const unfinished = await derivePayments(client, { epoch, watermark });
    const deadBranches = await examine(chain.deadBranches, archive, client);
    return { head, epoch, watermark, objects: chain.objects.length, commands, schema, unfinished, deadBranches };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The newest object says which bundle its ledger was from. */
async function schemaOf(archive: OpenArchive, { objects }: Chain): Promise<string> {
  const newest = objects.at(-1);
  if (newest === undefined) throw new ArchiveError('archive_empty', 'the archive has no object');
  return (await readObject(archive, newest)).header.schema;
}

async function examine(
  places: Chain['deadBranches'],
  archive: OpenArchive,
  client: Client,
): Promise<readonly DeadBranch[]> {
  const branches: DeadBranch[] = [];
  // A failover leaves a few at most.
  for (const place of places) {
    const { commands } = await readObject(archive, place);
    const { rows } = await client.query<{ readonly id: string }>(
      'select id::text as id from unnest($1::uuid[]) as id where not exists (select from pay.inbox where command_id = id)',
      [commands.map(({ commandId }) => commandId)],
    );
    branches.push({ key: archiveKeyOf(place), commands: commands.length, unknownCommands: rows.map(({ id }) => id) });
  }
  return branches;
}
