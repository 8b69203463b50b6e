/** One text per instant: a cursor is valid for the filter that it was made for, however its times are written. */
export function instantOf(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
