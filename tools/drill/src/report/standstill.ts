import type { BookEntry } from '../witness/book-entry.ts';
import { isCaptured } from '../witness/payment-model.ts';

/** A time in which no money moved, on the drill's clock. */
export interface Standstill {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Shorter pauses between bookings are usual under the load of a drill, in milliseconds. */
export const usualPauseMs = 1500;

/** Requests whose answer says that they are booked, with the status of that answer. */
const bookedBy: ReadonlyMap<string, number> = new Map([
  ['change', 201],
  ['process', 200],
]);

/**
 * Times without any booking: no payment seen captured or answered as booked, and no change answered as done.
 *
 * @param load when the load began, or the first fault came that clients can feel, and when the load ended: merchants wait for answers all the
 * time between
 */
export function standstillsOf(
  entries: readonly BookEntry[],
  load: { readonly fromMs: number; readonly toMs: number },
): readonly Standstill[] {
  const booked = new Map(
    entries.flatMap((entry) =>
      entry.kind === 'request' ? [[entry.number, bookedBy.get(entry.purpose)] as const] : [],
    ),
  );
  const moments = entries
    .filter(
      (entry) =>
        (entry.kind === 'sighting' && isCaptured(entry.status)) ||
        (entry.kind === 'answer' && entry.status === booked.get(entry.number)),
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
