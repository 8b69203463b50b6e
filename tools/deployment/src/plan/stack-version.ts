import type { Seat } from '@redoubt/contracts';

/** Content of a stack: the schema of a store, which is expanded before any code needs it, or code. */
export type Layer = 'schema' | 'code';

/** A stack as an assembly holds it. */
export interface StackVersion {
  /** Project that deploys it, e.g. `transactions`. */
  readonly app: string;
  readonly stackName: string;
  readonly region: string;
  readonly seat: Seat;
  readonly layer: Layer;
  /** SHA-256 of the template, which names its functions' code by digest. */
  readonly digest: string;
}

/** Who takes payments now; read from the region state, never from a template. */
export interface Roles {
  readonly activeRegion: string;
  /** Why nothing may be deployed now; absent when everything is open. */
  readonly moving?: string;
}

/** State of an environment. */
export interface DeployedState {
  /** Digest of each deployed stack by its name; undefined when it can't be read. */
  readonly digests: ReadonlyMap<string, string> | undefined;
  /** Undefined before a first deployment, and when it can't be read. */
  readonly roles: Roles | undefined;
}
