import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';

/** A message as it is kept. */
export const KeptMessage = z.object({
  id: z.string(),
  body: z.string(),
  /** Milliseconds since the epoch, as all times. */
  sentAt: z.number(),
  /** When its delay ends. */
  shownAt: z.number(),
  sender: z.string(),
  deadLetterSourceArn: z.string().optional(),
});
export type KeptMessage = z.infer<typeof KeptMessage>;

const Entry = z.union([
  z.object({ queue: z.string(), sent: KeptMessage }),
  z.object({ queue: z.string(), gone: z.string() }),
]);
type Entry = z.infer<typeof Entry>;

/** A file of what was sent to a region's queues and what left them: their messages when its processes were killed. */
export class QueueLog {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600);
  }

  sent(queue: string, sent: KeptMessage): void {
    this.#append({ queue, sent });
  }

  gone(queue: string, id: string): void {
    this.#append({ queue, gone: id });
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Messages of each queue, in the order they were sent; the last line is left out when the process was killed within it. */
  static read(path: string): ReadonlyMap<string, readonly KeptMessage[]> {
    const queues = new Map<string, Map<string, KeptMessage>>();
    if (!existsSync(path)) return new Map();
    for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
      const entry = Entry.parse(JSON.parse(line));
      const messages = queues.get(entry.queue) ?? new Map<string, KeptMessage>();
      queues.set(entry.queue, messages);
      if ('sent' in entry) messages.set(entry.sent.id, entry.sent);
      else messages.delete(entry.gone);
    }
    return new Map([...queues].map(([queue, messages]) => [queue, [...messages.values()]]));
  }

  #append(entry: Entry): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}
