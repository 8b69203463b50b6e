import type { Refusal } from '../wire.ts';

/** A refusal for the person at the page: what, why, and one way on. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.what, options);
    this.refusal = refusal;
  }
}
