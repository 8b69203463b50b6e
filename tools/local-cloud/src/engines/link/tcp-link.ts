import { connect, createServer, type Server, type Socket } from 'node:net';
import type { LinkState } from '../../protocol/local-cloud.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';
import { Flow, type FlowControl } from './flow.ts';
import { Lateness, type LinkEffect, type Way } from './link-effect.ts';

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
  /** Faults' effects; the state below is set by hand and comes on top. */
  readonly #effects = new Set<LinkEffect | Lateness>();
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
    return this.#state === 'held' || this.#has('hold');
  }

  get #isCut(): boolean {
    return this.#state === 'cut' || this.#has('cut');
  }

  lateMs(way: Way): number {
    let lateMs = this.#delayMs;
    for (const effect of this.#effects) if (effect instanceof Lateness && effect.way === way) lateMs += effect.draw();
    return lateMs;
  }

  /** The delay is that of the slower way, without jitter. */
  get state(): LinkState {
    if (this.#isCut) return { state: 'cut' };
    if (this.isHeld) return { state: 'held' };
    const delays = { outward: this.#delayMs, inward: this.#delayMs };
    for (const effect of this.#effects) if (effect instanceof Lateness) delays[effect.way] += effect.delayMs;
    return { state: 'carrying', delayMs: Math.max(delays.outward, delays.inward) };
  }

  /** Brings a fault's effect into force; the answer ends it. Effects add up. */
  impose(effect: LinkEffect): () => void {
    const imposed = 'bytes' in effect ? new Lateness(effect) : { ...effect };
    this.#effects.add(imposed);
    if (this.#isCut) this.dropConnections();
    return () => {
      this.#effects.delete(imposed);
      this.#pump();
    };
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
    this.#pump();
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

  #has(effect: 'cut' | 'hold'): boolean {
    for (const imposed of this.#effects) if (effect in imposed) return true;
    return false;
  }

  #pump(): void {
    for (const { flows } of this.#carried) for (const flow of flows) flow.pump();
  }

  #accept(near: Socket): void {
    if (this.#isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ host: this.#target.host, port: this.#target.port, allowHalfOpen: true, noDelay: true });
    const carried: Carried = {
      near,
      far,
      flows: [
        new Flow({ from: near, to: far, way: 'outward' }, this),
        new Flow({ from: far, to: near, way: 'inward' }, this),
      ],
    };
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
