import type { FailoverReport } from '@redoubt/contracts';
import type { RecordedEvent } from '@redoubt/local-cloud';
import type { Evidence } from '../evidence/evidence.ts';
import type { TimelineEntry } from '../report/timeline.ts';
import type { BookEntry } from '../witness/book-entry.ts';
import type { ArchiveHistory } from './archive-history.ts';
import type { StageBudget } from './stage-budgets.ts';

/** Everything that a report was made from, before anything was concluded from it. */
export interface Histories {
  /** The witness's book; its file is written as the drill goes on. */
  readonly book: readonly BookEntry[];
  readonly evidence: Evidence;
  /** Events as the buses recorded them, payments' and others. */
  readonly events: readonly RecordedEvent[];
  readonly archive: ArchiveHistory;
  /** The platform's own reports on its failovers, oldest first. */
  readonly failovers: readonly FailoverReport[];
  readonly timeline: readonly TimelineEntry[];
  /** When the load began and ended, on the drill's clock. */
  readonly loaded: { readonly fromMs: number; readonly toMs: number };
  /** After how long the deployed state machine gives each stage up. */
  readonly stageBudgets: readonly StageBudget[];
}
