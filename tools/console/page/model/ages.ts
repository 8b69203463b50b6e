/** A span for people, with its unit: `40 ms`, `3.2 s`, `4 min 10 s`, `2 h 5 min`. */
export function spanText(ms: number): string {
  const whole = Math.max(0, ms);
  if (whole < 1000) return `${Math.round(whole)} ms`;
  if (whole < 59_950) return `${(whole / 1000).toFixed(1)} s`;
  const seconds = Math.round(whole / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How old a figure is, in steps that don't flicker: `now`, `3 s ago`, `2 min ago`, `3 days ago`. */
export function ageText(at: string, nowMs: number): string {
  const ms = nowMs - Date.parse(at);
  if (ms < 1500) return 'now';
  if (ms < 60_000) return `${Math.round(ms / 1000)} s ago`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min ago`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h ago`;
  return `${Math.round(ms / 86_400_000)} days ago`;
}

/** Whether a figure that is read every second is too old to be taken for the present. */
export function isStale(at: string, nowMs: number): boolean {
  return nowMs - Date.parse(at) > 4000;
}

/** The time of day with milliseconds, as the server's clock has it (UTC). */
export function clockText(at: string): string {
  return at.slice(11, 23);
}

/** A rate for people: `0`, `0.4`, `12`. */
export function rateText(perSecond: number): string {
  return perSecond >= 10 || Number.isInteger(perSecond) ? String(Math.round(perSecond)) : perSecond.toFixed(1);
}

/** `1 payment`, `2 payments`. */
export function countText(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
