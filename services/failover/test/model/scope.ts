import type { Afterwards } from '@redoubt/contracts';

/** A part of all schedules: exploring all of them at once would take hours. */
export interface Scope {
  /** Faults of one schedule. */
  readonly faults: number;
  readonly kinds: readonly FaultKind[];
  /** A client has a command; else only the regions act. */
  readonly hasClient: boolean;
  /** A failover that is due waits for approval; else it begins by itself. */
  readonly asks?: Afterwards;
}

export type FaultKind = 'loss' | 'cut' | 'database' | 'execution' | 'request' | 'suspicion' | 'order';
