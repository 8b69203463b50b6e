import { createHash } from 'node:crypto';
import { type ArchivePlace, archiveKeyOf, genesisHash, type RolledSpan, rolledKeyOf, sealed } from '@redoubt/contracts';
import type { ArchiveEntry, ArchiveStore, RestoreProgress } from '../src/index.ts';

/** Objects in memory. */
export class StoreInMemory implements ArchiveStore {
  readonly objects = new Map<string, string>();

  /** Keys of objects in Glacier. */
  readonly cold = new Set<string>();
  /** Keys that were asked for, call by call. */
  readonly restored: (readonly string[])[] = [];
  readonly reads: string[] = [];

  async *entries(prefix: string): AsyncGenerator<ArchiveEntry> {
    for (const [key, text] of [...this.objects].sort(([left], [right]) => (left < right ? -1 : 1))) {
      const md5 = createHash('md5').update(text).digest('hex');
      if (key.startsWith(prefix)) yield { key, md5, isCold: this.cold.has(key) };
    }
  }

  async read(key: string): Promise<string | undefined> {
    this.reads.push(key);
    if (this.cold.has(key) && !this.restored.flat().includes(key)) throw new Error(`${key} is cold`);
    return this.objects.get(key);
  }

  async restore(keys: readonly string[], onProgress: (progress: RestoreProgress) => void): Promise<void> {
    this.restored.push(keys);
    onProgress({ restored: keys.length, total: keys.length, since: new Date(0) });
  }
}

/** Rolls objects of an archive up, as they are. */
export function rollUp(store: StoreInMemory, span: RolledSpan): string {
  const { epoch, firstOrdinal, lastOrdinal } = span;
  const keys = Array.from({ length: lastOrdinal - firstOrdinal + 1 }, (_, at) =>
    archiveKeyOf({ epoch, ordinal: firstOrdinal + at }),
  );
  const key = rolledKeyOf(span);
  store.objects.set(key, keys.map((own) => store.objects.get(own)).join(''));
  return key;
}

export interface AnObject extends ArchivePlace {
  /** The object that it goes on from; undefined for the first. */
  readonly from?: ArchivePlace;
  /** Commands that it holds. */
  readonly commands?: number;
}

/** An archive of such objects, each sealed onto the one it goes on from. */
export function anArchive(...objects: readonly AnObject[]): StoreInMemory {
  const store = new StoreInMemory();
  const ends = new Map<string, string>();
  for (const { epoch, ordinal, from, commands = 1 } of objects) {
    const previousObject = from === undefined ? null : archiveKeyOf(from);
    const first = {
      kind: 'object',
      form: 1,
      epoch,
      ordinal,
      region: `us-east-${epoch}`,
      schema: '5'.repeat(64),
      previousObject,
      commands,
    };
    const lines = [first, ...Array.from({ length: commands }, (_, at) => aRefusal(1_000 * epoch + 10 * ordinal + at))];
    let hash = (previousObject === null ? genesisHash : ends.get(previousObject)) ?? genesisHash;
    const text = lines.map((line) => {
      const tied = sealed(line, hash);
      hash = tied.hash;
      return `${JSON.stringify(tied)}\n`;
    });
    const key = archiveKeyOf({ epoch, ordinal });
    ends.set(key, hash);
    store.objects.set(key, text.join(''));
  }
  return store;
}

function aRefusal(number: number): object {
  return {
    kind: 'command',
    commandId: `00000000-0000-5000-8000-${String(number).padStart(12, '0')}`,
    answer: { outcome: 'refused', code: 'operation_not_allowed' },
    recordedAt: '2026-11-21T10:00:00.000001Z',
    transfers: [],
    events: [],
    accounts: [],
  };
}
