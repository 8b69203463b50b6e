import { openSync, writeSync } from 'node:fs';
import type { RecordedMessage } from '../../protocol/recorded-message.ts';

/**
 * The file of everything that a region has sent to people, in order: no mail and no text message leaves this machine.
 *
 * Written before the call that sends is answered, so that what was accepted is in the file even if the region is killed right after.
 */
export class MessageRecord {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  append(message: RecordedMessage): void {
    writeSync(this.#file, `${JSON.stringify(message)}\n`);
  }
}
