/** How long an item that is there is used before it is read again, and how long it is remembered that there is none. */
const foundMs = 30_000;
const missingMs = 5_000;

/** Items of each kind at once; the oldest goes first. Strangers who try ids push out nothing but each other's misses. */
const itemsMax = 1_000;

interface Kept<Item> {
  readonly item: Item | undefined;
  readonly readAtMs: number;
}

/** Items by id, kept for a short time; so is that there is none. A failed read is not kept. */
export class KeptItems<Item> {
  readonly #steadyMs: () => number;
  readonly #found = new Map<string, Kept<Item>>();
  readonly #missing = new Map<string, Kept<Item>>();

  /** @param props.steadyMs milliseconds on a clock that is never set back */
  constructor({ steadyMs }: { readonly steadyMs: () => number }) {
    this.#steadyMs = steadyMs;
  }

  /** The item as it is kept, or as `read` finds it now. */
  async get(id: string, read: () => Promise<Item | undefined>): Promise<Item | undefined> {
    // Counted from before the read: what was read may have changed the moment after.
    const nowMs = this.#steadyMs();
    const kept = this.#found.get(id) ?? this.#missing.get(id);
    if (kept !== undefined && nowMs - kept.readAtMs < (kept.item === undefined ? missingMs : foundMs)) return kept.item;
    const item = await read();
    this.#found.delete(id);
    this.#missing.delete(id);
    const items = item === undefined ? this.#missing : this.#found;
    items.set(id, { item, readAtMs: nowMs });
    const [oldest] = items.keys();
    if (items.size > itemsMax && oldest !== undefined) items.delete(oldest);
    return item;
  }
}
