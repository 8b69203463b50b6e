/**
 * Keys of the service's one table. It is an ordinary global table: copies follow asynchronously, so that a count may lag
 * by what the other region saw in the last second, and no key in it guards money.
 */
export const tableKeys = {
  /** Windows sort by their start; regions add up. */
  count: (kind: string, windowMs: number, value: string) => `count#${kind}#${windowMs}#${value}`,
  window: (startMs: number, rest = '') => `${String(startMs).padStart(15, '0')}#${rest}`,
  decision: (id: string) => ({ pk: `decision#${id}`, sk: 'decision' }),
} as const;
