/** An object as a listing shows it. */
export interface ArchiveEntry {
  readonly key: string;
  /** MD5 of its bytes in hexadecimal; undefined when the store does not say. */
  readonly md5: string | undefined;
  /** Whether it must be restored before it is read. */
  readonly isCold: boolean;
}

/** How far a restoration has come. */
export interface RestoreProgress {
  readonly restored: number;
  readonly total: number;
  /** When the objects were asked for. */
  readonly since: Date;
}

/** Where the objects of an archive are. */
export interface ArchiveStore {
  /** Objects below a prefix, in the order of their keys. @throws ArchiveError `archive_unreachable` */
  entries(prefix: string): AsyncIterable<ArchiveEntry>;
  /**
   * Text of an object; undefined when there is none.
   *
   * @throws ArchiveError `archive_unreachable`; `restore_pending` for a cold object that is not restored
   */
  read(key: string): Promise<string | undefined>;
  /**
   * Returns once all these cold objects can be read.
   *
   * @throws ArchiveError `archive_unreachable`; `restore_pending` when that takes longer than was waited
   */
  restore(keys: readonly string[], onProgress: (progress: RestoreProgress) => void): Promise<void>;
}
