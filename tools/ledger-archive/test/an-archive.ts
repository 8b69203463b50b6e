import { type ArchivePlace, archiveKeyOf, genesisHash, sealed } from '@redoubt/contracts';
import type { ArchiveStore } from '../src/index.ts';

/** Objects in memory. */
export class StoreInMemory implements ArchiveStore {
  readonly objects = new Map<string, string>();

  async *keys(prefix: string): AsyncGenerator<string> {
    yield* [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async read(key: string): Promise<string | undefined> {
    return this.objects.get(key);
  }
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
