import { connect, createServer, type Server, type Socket } from 'node:net';
import type { LinkState } from '../../local-cloud.ts';
import type { SocketAddress } from '../../supervise/region-start.ts';
import { Flow, type FlowControl } from './flow.ts';

/** One connection over the link. */
interface Carried {
  readonly near: Socket;
  readonly far: Socket;
  readonly flows: readonly Flow[];
}

/** A TCP proxy that stands for one kind of traffic from one region to another, and can be held, cut and delayed. */
export class TcpLink implements FlowControl {
  readonly #server: Server;
  readonly #listen: SocketAddress;
  readonly #target: SocketAddress;
  readonly #carried = new Set<Carried>();
  #state: 'carrying' | 'held' | 'cut' = 'carrying';
  #delayMs = 0;

  constructor(listen: SocketAddress, target: SocketAddress) {
    this.#listen = listen;
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => this.#accept(near));
  }

  /** @throws the server's error, e.g. `EADDRINUSE` */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#listen.port, this.#listen.host, resolve);
    });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.dropConnections();
    await closed;
  }

  get isHeld(): boolean {
    return this.#state === 'held';
  }

  get delayMs(): number {
    return this.#delayMs;
  }

  get state(): LinkState {
    return this.#state === 'carrying' ? { state: 'carrying', delayMs: this.#delayMs } : { state: this.#state };
  }

  /** Keeps connections open and lets bytes wait. */
  hold(): void {
    this.#state = 'held';
  }

  /** Resets every connection and refuses new ones. */
  cut(): void {
    this.#state = 'cut';
    this.dropConnections();
  }

  /** Ends a hold or a cut; held bytes go on. */
  carry(): void {
    this.#state = 'carrying';
    for (const { flows } of this.#carried) for (const flow of flows) flow.pump();
  }

  delay(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Resets every connection and forgets the bytes that wait: what a dead region had not sent is lost. */
  dropConnections(): void {
    for (const { near, far } of this.#carried) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
    this.#carried.clear();
  }

  #accept(near: Socket): void {
    if (this.#state === 'cut') {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ host: this.#target.host, port: this.#target.port, allowHalfOpen: true, noDelay: true });
    const carried = { near, far, flows: [new Flow(near, far, this), new Flow(far, near, this)] };
    this.#carried.add(carried);
    const end = () => {
      this.#carried.delete(carried);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', end);
    near.on('close', end);
    // The near side may still have bytes waiting for it: it ends with the last of them, or with an error.
    far.on('close', () => {
      if (far.errored !== null || near.writableFinished) end();
    });
  }
}
