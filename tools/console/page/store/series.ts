import type { SecondRow } from '../../src/wire.ts';

/** Seconds that a page keeps. */
const keptMax = 900;

/** Takes changed seconds into those that are there, oldest first. */
export function mergeSeconds(list: readonly SecondRow[], changed: readonly SecondRow[]): readonly SecondRow[] {
  if (changed.length === 0) return list;
  const first = Math.min(...changed.map(({ at }) => at));
  const byAt = new Map([...list.filter(({ at }) => at >= first), ...changed].map((row) => [row.at, row]));
  const tail = [...byAt.values()].sort((a, b) => a.at - b.at);
  return [...list.filter(({ at }) => at < first), ...tail].slice(-keptMax);
}

/** Every second of a window, whether anything happened in it or not. */
export function windowOf(
  list: readonly SecondRow[],
  window: { readonly toSecond: number; readonly seconds: number },
): readonly SecondRow[] {
  const byAt = new Map(list.map((row) => [row.at, row]));
  return Array.from({ length: window.seconds }, (_, index) => {
    const at = window.toSecond - window.seconds + 1 + index;
    return byAt.get(at) ?? { at, acknowledged: 0, failed: 0, booked: 0 };
  });
}
