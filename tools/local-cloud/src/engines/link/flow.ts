import type { Socket } from 'node:net';
import type { Way } from './link-effect.ts';

/** Bytes that may wait in one direction before the sender is paused. */
const waitingBytesMax = 1024 * 1024;

/** Decides when bytes go on; shared by all flows of a link. */
export interface FlowControl {
  readonly isHeld: boolean;
  /** How late the next chunk of a way comes, in milliseconds. */
  lateMs(way: Way): number;
}

interface Waiting {
  readonly dueMs: number;
  /** Undefined for the sender's end of stream. */
  readonly bytes: Buffer | undefined;
}

/** One direction of one connection: bytes go on in order, after the delay, and not while the link is held. */
export class Flow {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #way: Way;
  readonly #control: FlowControl;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    { from, to, way }: { readonly from: Socket; readonly to: Socket; readonly way: Way },
    control: FlowControl,
  ) {
    this.#from = from;
    this.#to = to;
    this.#way = way;
    this.#control = control;
    from.on('data', (bytes: Buffer) => this.#take(bytes));
    from.on('end', () => this.#take(undefined));
    from.on('close', () => clearTimeout(this.#timer));
    to.on('drain', () => this.pump());
  }

  /** Sends on what is due; called again when the link is released. */
  pump(): void {
    clearTimeout(this.#timer);
    while (!this.#control.isHeld && !this.#to.writableNeedDrain && !this.#to.destroyed) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const waitMs = next.dueMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.pump(), waitMs);
        break;
      }
      this.#waiting.shift();
      this.#send(next);
    }
    if (this.#waitingBytes < waitingBytesMax && this.#from.isPaused()) this.#from.resume();
  }

  #send({ bytes }: Waiting): void {
    if (bytes === undefined) {
      this.#to.end();
      return;
    }
    this.#waitingBytes -= bytes.length;
    this.#to.write(bytes);
  }

  #take(bytes: Buffer | undefined): void {
    // Never before what came earlier, also when the delay has just become shorter.
    const dueMs = Math.max(performance.now() + this.#control.lateMs(this.#way), this.#waiting.at(-1)?.dueMs ?? 0);
    this.#waiting.push({ dueMs, bytes });
    this.#waitingBytes += bytes?.length ?? 0;
    if (this.#waitingBytes >= waitingBytesMax) this.#from.pause();
    this.pump();
  }
}
