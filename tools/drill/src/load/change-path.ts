import { acknowledgedId } from '../witness/read-book.ts';
import { type ChangeIntent, changePaths } from './intents.ts';
import type { HttpAnswer } from './public-api.ts';

/** Path of a change of the payment that was acknowledged so. */
export function changePathOf(payment: Pick<HttpAnswer, 'body'>, action: ChangeIntent['action']): string {
  return `/transactions/v1/payments/${acknowledgedId(payment.body)}/${changePaths[action]}`;
}
