import type { ServerResponse } from 'node:http';
import type { Topic, Topics } from '../wire.ts';

/** Bytes that a reader may have unsent; one that is slower is cut off and connects again, to begin with the present. */
const unsentBytesMax = 4 * 1024 * 1024;
/** Readers at once. */
const readersMax = 50;

export type Message = { readonly [Name in Topic]: { readonly topic: Name; readonly data: Topics[Name] } }[Topic];

/** Sends server-sent events to every page that is open. */
export class Feed {
  readonly #readers = new Set<ServerResponse>();

  get hasReaders(): boolean {
    return this.#readers.size > 0;
  }

  /**
   * Takes a page on, and sends it what it needs to begin with.
   *
   * @returns false when there are too many
   */
  open(response: ServerResponse, first: readonly Message[]): boolean {
    if (this.#readers.size >= readersMax) return false;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    this.#readers.add(response);
    response.once('close', () => this.#readers.delete(response));
    for (const message of first) response.write(textOf(message));
    return true;
  }

  send(message: Message): void {
    if (this.#readers.size === 0) return;
    const text = textOf(message);
    for (const reader of this.#readers) {
      if (reader.writableLength > unsentBytesMax) reader.destroy();
      else reader.write(text);
    }
  }

  close(): void {
    for (const reader of this.#readers) reader.end();
  }
}

function textOf({ topic, data }: Message): string {
  return `event: ${topic}\ndata: ${JSON.stringify(data)}\n\n`;
}
