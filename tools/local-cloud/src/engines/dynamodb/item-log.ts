import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { VersionedItem } from './eventual-tables.ts';

/** A file of item versions, one JSON line each: what a region's tables had when its processes were killed. */
export class ItemLog {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600);
  }

  append(item: VersionedItem): void {
    writeSync(this.#file, `${JSON.stringify(item)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Reads what an earlier process wrote; its last line is left out when the process was killed within it. */
  static read(path: string): readonly VersionedItem[] {
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => VersionedItem.parse(JSON.parse(line)));
  }
}
