import { openSync, writeSync } from 'node:fs';
import type { RecordedEvent } from '../../protocol/region-start.ts';

/**
 * The file of everything that a region's buses accepted, in order.
 *
 * Written before the event is delivered and before `PutEvents` answers, by a call that the kernel has finished: what was
 * accepted is in the file even if the region is killed right after.
 */
export class EventRecord {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  append(event: RecordedEvent): void {
    writeSync(this.#file, `${JSON.stringify(event)}\n`);
  }
}
