/** Where the objects of an archive are. */
export interface ArchiveStore {
  /** Keys below a prefix, in order. @throws ArchiveError `archive_unreachable` */
  keys(prefix: string): AsyncIterable<string>;
  /** Text of an object; undefined when there is none. @throws ArchiveError `archive_unreachable` */
  read(key: string): Promise<string | undefined>;
}
