import type { ChangeIntent } from '../load/intents.ts';
import { type ExpectedOperation, nothing, type PaymentState, versionOf } from './payment-model.ts';

/** The answer that a change must get. */
export type ExpectedAnswer =
  | { readonly status: 201; readonly operation: ExpectedOperation; readonly after: PaymentState }
  | { readonly status: 409 | 412 | 422; readonly code: string };

/** The answer that a change must get in a state, computed without the platform's code. */
export function expectedAnswer(state: PaymentState, change: ChangeIntent): ExpectedAnswer {
  const { action, amountMinor, isFinal, seen } = change;
  if (seen === 'old_version') return { status: 412, code: 'version_mismatch' };
  const available = availableTo(state, action);
  if (available === 0n) return { status: 409, code: 'operation_not_allowed' };
  const part = amountMinor === undefined ? available : BigInt(amountMinor);
  if (part > available) {
    return { status: 422, code: heldActions.has(action) ? 'amount_over_authorized' : 'amount_over_captured' };
  }
  const operation: ExpectedOperation = {
    operation: operationOf(state, action, part < available && isFinal !== true),
    amountMinor: part,
    version: versionOf(state) + 1,
  };
  const operations = [...state.operations, operation] as const satisfies PaymentState['operations'];
  return { status: 201, operation, after: { ...moved(state, change, part), operations } };
}

/** Actions on what is held. */
const heldActions: ReadonlySet<ChangeIntent['action']> = new Set(['capture', 'void']);

function availableTo(state: PaymentState, action: ChangeIntent['action']): bigint {
  const { reviewedMinor, heldMinor, capturedMinor, refundedMinor, disputedMinor, chargedBackMinor } = state;
  const left = capturedMinor - refundedMinor - disputedMinor - chargedBackMinor;
  switch (action) {
    case 'approve':
    case 'reject':
      return reviewedMinor;
    case 'capture':
    case 'void':
      return heldMinor;
    case 'refund':
      return left;
    case 'dispute':
      // One at a time.
      return disputedMinor > 0n ? 0n : left;
    case 'evidence':
    case 'win':
    case 'lose':
      return disputedMinor;
  }
}

const disputeOperations = {
  dispute: 'open_dispute',
  evidence: 'submit_evidence',
  win: 'win_dispute',
  lose: 'lose_dispute',
} as const;

function operationOf(
  { capture }: PaymentState,
  action: ChangeIntent['action'],
  leavesRest: boolean,
): ExpectedOperation['operation'] {
  switch (action) {
    case 'approve':
      return capture === 'manual' ? 'approve_authorize' : 'approve_capture';
    case 'reject':
    case 'void':
      return action;
    case 'capture':
    case 'refund':
      return leavesRest ? `partial_${action}` : action;
    case 'dispute':
    case 'evidence':
    case 'win':
    case 'lose':
      return disputeOperations[action];
  }
}

function moved(
  state: PaymentState,
  { action, isFinal }: Pick<ChangeIntent, 'action' | 'isFinal'>,
  part: bigint,
): Omit<PaymentState, 'operations'> {
  const { capture, heldMinor, capturedMinor, refundedMinor, chargedBackMinor } = state;
  switch (action) {
    case 'approve':
      return { capture, ...nothing, ...(capture === 'manual' ? { heldMinor: part } : { capturedMinor: part }) };
    case 'reject':
      return { capture, ...nothing };
    case 'capture':
      return { ...state, heldMinor: isFinal === true ? 0n : heldMinor - part, capturedMinor: capturedMinor + part };
    case 'void':
      return { ...state, heldMinor: 0n };
    case 'refund':
      return { ...state, refundedMinor: refundedMinor + part };
    case 'dispute':
      return { ...state, disputedMinor: part };
    case 'evidence':
      return state;
    case 'win':
      return { ...state, disputedMinor: 0n };
    case 'lose':
      return { ...state, disputedMinor: 0n, chargedBackMinor: chargedBackMinor + part };
  }
}
