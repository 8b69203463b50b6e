import type { BookEntry } from '../witness/book-entry.ts';
import { isCaptured } from '../witness/payment-model.ts';

/** A time in which no money moved, on the drill's clock. */
export interface Standstill {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Shorter pauses between bookings are usual under the load of a drill, in milliseconds. */
export const usualPauseMs = 1500;

/**
 * Times without any booking: no payment seen captured and no change answered as done.
 *
 * @param load when the load began and ended; merchants wait for answers all the time between
 */
export function standstillsOf(
  entries: readonly BookEntry[],
  load: { readonly fromMs: number; readonly toMs: number },
): readonly Standstill[] {
  const changes = new Set(
    entries.flatMap((entry) => (entry.kind === 'request' && entry.purpose === 'change' ? [entry.number] : [])),
  );
  const moments = entries
    .filter(
      (entry) =>
        (entry.kind === 'sighting' && isCaptured(entry.status)) ||
        (entry.kind === 'answer' && entry.status === 201 && changes.has(entry.number)),
    )
    .map(({ atMs }) => atMs)
    .filter((atMs) => atMs > load.fromMs && atMs < load.toMs);
  const edges = [load.fromMs, ...moments.toSorted((left, right) => left - right), load.toMs];
  return edges
    .slice(1)
    .map((toMs, index) => ({ fromMs: Math.round(edges[index] ?? 0), toMs: Math.round(toMs) }))
    .filter(({ fromMs, toMs }) => toMs - fromMs > usualPauseMs);
}

/** How long money stood still in all, in milliseconds. */
export function standstillMs(standstills: readonly Standstill[]): number {
  return standstills.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}
