import type { ProblemCode } from '@redoubt/contracts';

/** The refusal that a request must get. */
export interface DueRefusal {
  readonly status: number;
  readonly code: ProblemCode;
}

const noGoodKey: DueRefusal = { status: 401, code: 'access_key_invalid' };
const notItsScope: DueRefusal = { status: 403, code: 'access_denied' };
const notItsName: DueRefusal = { status: 403, code: 'merchant_mismatch' };

/** Refusals at the door, by what is wrong with the sender. What is another merchant's is refused as if it did not exist. */
const dueRefusals: Readonly<Record<string, DueRefusal>> = {
  access_key_missing: noGoodKey,
  access_key_made_up: noGoodKey,
  access_key_revoked: noGoodKey,
  access_key_of_a_reader: notItsScope,
  access_key_of_another: notItsName,
  merchant_foreign: notItsName,
  operation_of_operators: notItsScope,
  payment_of_another: { status: 404, code: 'not_found' },
};

/** The one refusal that a defect allows; `undefined` where any 4xx will do. */
export function dueRefusal(defect: string | undefined): DueRefusal | undefined {
  return dueRefusals[defect ?? ''];
}
