import type { RecoveryResult } from '@redoubt/contracts';

/** Answer of the hooks that recover nothing. */
export const nothingRecovered: RecoveryResult = {
  service: 'transactions',
  examined: 0,
  applied: 0,
  announced: 0,
  inDoubt: 0,
  setAside: 0,
};
