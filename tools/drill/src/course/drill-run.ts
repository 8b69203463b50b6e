import type { LocalCloud } from '@redoubt/local-cloud';
import type { DrillClock } from '../clock.ts';
import type { PublicApi } from '../load/public-api.ts';
import type { Credentials } from '../load/sender.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../report/timeline.ts';
import type { Book } from '../witness/book.ts';

/** Dependencies of every step of a drill. */
export interface DrillRun {
  readonly cloud: LocalCloud;
  readonly clock: DrillClock;
  readonly book: Book;
  readonly timeline: Timeline;
  /** The HTTP client of merchants and operators. */
  readonly api: PublicApi;
  readonly credentials: Credentials;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Prefix of keys and references. */
  readonly run: string;
  /** Longest wait for one step, in milliseconds. */
  readonly waitMsMax: number;
  /** Time after its first attempt at which a client stops trying, in milliseconds. */
  readonly patienceMs: number;
}

/** Roles of the regions when the drill begins. */
export interface Roles {
  readonly active: string;
  readonly standby: string;
  readonly epoch: number;
}
