/** When and where an item was written last; replicas keep the newest. */
export interface ItemVersion {
  /** Microseconds since 1970. */
  readonly at: number;
  readonly region: string;
}

/** Last writer wins; of two writes in the same microsecond that of the region whose name sorts last, everywhere. */
export function isNewer(version: ItemVersion, than: ItemVersion | undefined): boolean {
  if (than === undefined) return true;
  return version.at === than.at ? version.region > than.region : version.at > than.at;
}

/** Stamps writes of one region; a stamp is always newer than the version it replaces. */
export class VersionClock {
  readonly #region: string;
  readonly #nowMs: () => number;
  #latest = 0;

  constructor(region: string, nowMs: () => number = () => performance.timeOrigin + performance.now()) {
    this.#region = region;
    this.#nowMs = nowMs;
  }

  next(after: ItemVersion | undefined): ItemVersion {
    this.#latest = Math.max(Math.floor(this.#nowMs() * 1_000), this.#latest + 1, (after?.at ?? 0) + 1);
    return { at: this.#latest, region: this.#region };
  }
}
