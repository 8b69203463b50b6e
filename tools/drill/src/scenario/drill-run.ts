import type { LocalCloud } from '@redoubt/local-cloud';
import type { DrillClock } from '../clock.ts';
import type { PublicApi } from '../load/public-api.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../report/timeline.ts';
import type { Book } from '../witness/book.ts';

/** What every part of a running drill works with. */
export interface DrillRun {
  readonly cloud: LocalCloud;
  readonly clock: DrillClock;
  readonly book: Book;
  readonly timeline: Timeline;
  /** The merchants' way in. */
  readonly api: PublicApi;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Names this run in keys and references. */
  readonly run: string;
}

/** Who is who in this drill. */
export interface Seats {
  /** The region that is lost. */
  readonly lost: string;
  /** The region that takes over. */
  readonly surviving: string;
  /** Epoch under which the lost region was active. */
  readonly epoch: number;
}
