import type { ProblemCode } from '@redoubt/contracts';
import { type FaultCode, FaultError } from '../fault-error.ts';
import { ProblemError } from '../problem-error.ts';
import { unreachable } from '../unreachable.ts';

/** The problem for anything thrown. A mistake of ours gives the client no details. */
export function problemErrorOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof FaultError) return new ProblemError(problemCodeOf(error.code));
  return new ProblemError('internal_error');
}

function problemCodeOf(code: FaultCode): ProblemCode {
  switch (code) {
    case 'region_state_unreachable':
    case 'stale_epoch':
    case 'epoch_not_open':
      return 'region_not_active';
    case 'journal_unreachable':
      return 'journal_unreachable';
    case 'writer_unreachable':
      return 'writer_unreachable';
    case 'store_unreachable':
      return 'store_unreachable';
    case 'bus_unreachable':
    case 'delivery_failed':
    case 'message_invalid':
    case 'input_invalid':
      return 'internal_error';
    default:
      return unreachable(code);
  }
}
