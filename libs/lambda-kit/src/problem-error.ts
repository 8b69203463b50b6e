import type { ProblemCode, ProblemExtras } from '@redoubt/contracts';

/** One reason, tied to a place in the request by a JSON pointer. */
export type ProblemReason = NonNullable<ProblemExtras['errors']>[number];

/**
 * A refusal that `httpHandler` answers as problem details.
 *
 * Its detail goes to the client and never to a log, because it may speak of what the client sent.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly reasons: readonly ProblemReason[] | undefined;

  constructor(code: ProblemCode, detail?: string, reasons?: readonly ProblemReason[]) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.reasons = reasons;
  }
}
