import type { SocketAddress } from '../../../protocol/region-start.ts';
import type { FunctionFailure } from '../function-error.ts';

/** How functions reach our own public names. */
export interface NameRoutes {
  /** Names in and below this zone are ours. */
  readonly zone: string;
  readonly dns: SocketAddress;
  /** Where to connect for an address that the DNS answers: the own front door, or the link to a peer's. */
  readonly byAddress: Readonly<Record<string, SocketAddress>>;
}

/** How many invocations were sent to a worker, in memory that it shares; a worker that has answered all of them is frozen. */
export type SentInvocations = Int32Array<SharedArrayBuffer>;

/** Data that a worker is started with. */
export interface WorkerStart {
  readonly moduleFile: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly names: NameRoutes;
  readonly sent: SentInvocations;
  /** How far the function's clock is off while its module loads, in milliseconds. */
  readonly clockSkewMs: number;
}

/** One invocation, for the worker. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** Milliseconds since 1970 at which the function is stopped, by the true clock. */
  readonly deadline: number;
  /** How far the function's clock is off, in milliseconds. */
  readonly clockSkewMs: number;
}

/** Report of a worker; it works on one invocation at a time. */
export type WorkerReport =
  | { readonly type: 'ready' }
  | { readonly type: 'init_failed'; readonly failure: FunctionFailure }
  | { readonly type: 'done'; readonly requestId: string /** JSON text. */; readonly payload: string }
  | { readonly type: 'failed'; readonly requestId: string; readonly failure: FunctionFailure };
