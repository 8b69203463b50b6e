import type { LinkSelector } from './local-cloud.ts';

/** A call that changes the link. */
export interface LinkCall extends LinkSelector {
  readonly action: 'hold' | 'cut' | 'carry' | 'delay';
  /** For `delay`, in milliseconds. */
  readonly delayMs?: number;
}
