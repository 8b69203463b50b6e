import { z } from 'zod';
import type { TableDefinition } from '../../definitions/table-definition.ts';
import { type DynamoAnswer, DynamoEngine, lockName } from './dynamo-engine.ts';
import { type ItemVersion, isNewer, VersionClock } from './item-version.ts';

const Attributes = z.record(z.string(), z.unknown());

/** An item as it travels between replicas and as it is kept on disk; without an image it was deleted. */
export const VersionedItem = z.object({
  table: z.string(),
  key: Attributes,
  image: Attributes.optional(),
  version: z.object({ at: z.number(), region: z.string() }),
});
export type VersionedItem = z.infer<typeof VersionedItem>;

/**
 * This region's copies of the tables that replicate asynchronously.
 *
 * Of two versions of an item the newer one stays, whatever order they arrive in, without notice of the other: as on
 * AWS. Conditions look at this copy only.
 */
export class EventualTables {
  readonly #engine: DynamoEngine;
  readonly #clock: VersionClock;
  readonly #latest = new Map<string, VersionedItem>();
  readonly #replicaRegions = new Map<string, readonly string[]>();
  readonly #keep: (item: VersionedItem) => void;

  /**
   * @param keep called with each new version of an item, from whichever region
   */
  constructor(region: string, keep: (item: VersionedItem) => void) {
    this.#clock = new VersionClock(region);
    this.#keep = keep;
    this.#engine = new DynamoEngine((written) => {
      const name = lockName(written.table, written.key);
      const { image, ...rest } = written;
      const version = this.#clock.next(this.#latest.get(name)?.version);
      this.#remember({ ...rest, ...(image === undefined ? {} : { image }), version });
    });
  }

  async createTable(table: TableDefinition): Promise<void> {
    this.#replicaRegions.set(table.name, table.replicaRegions);
    await this.#engine.createTable(table);
  }

  execute(operation: string, input: Readonly<Record<string, unknown>>): Promise<DynamoAnswer> {
    return this.#engine.execute(operation, input);
  }

  /** Takes over a version from another replica, or from this one's past, if it is newer than what is here. */
  async merge(item: VersionedItem): Promise<void> {
    const { table, key, image } = item;
    await this.#engine.replicate({ table, key, image }, () => {
      if (!isNewer(item.version, this.#versionOf(table, key))) return false;
      this.#remember(item);
      return true;
    });
  }

  /** The latest version of every item that ever was, deleted ones too, of the tables that have a replica there. */
  itemsFor(region: string): readonly VersionedItem[] {
    return [...this.#latest.values()].filter(({ table }) => this.isIn(region, table));
  }

  /** Whether a table has a replica in a region. Each region may have a table of that name, and yet they are two. */
  isIn(region: string, table: string): boolean {
    return this.#replicaRegions.get(table)?.includes(region) === true;
  }

  #versionOf(table: string, key: VersionedItem['key']): ItemVersion | undefined {
    return this.#latest.get(lockName(table, key))?.version;
  }

  #remember(item: VersionedItem): void {
    this.#latest.set(lockName(item.table, item.key), item);
    this.#keep(item);
  }
}
