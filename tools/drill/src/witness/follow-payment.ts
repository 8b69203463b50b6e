import { type ExpectedAnswer, expectedAnswer } from './expected-answer.ts';
import { initialState, type PaymentState, statusOf } from './payment-model.ts';
import type { BookedChange, BookedPayment, ChangeAnswer } from './read-book.ts';

/** A change whose answer contradicts the history of its payment. */
export interface WrongAnswer {
  readonly change: BookedChange;
  /** The answer and the expected one. */
  readonly text: string;
}

export interface FollowedPayment {
  /** Possible states of the payment: one, or more after a change without an answer. */
  readonly states: readonly PaymentState[];
  readonly wrong: readonly WrongAnswer[];
}

/**
 * Derives the possible states of a payment from the answers to its changes.
 *
 * A change without a final answer may have happened or not: both states stay possible until a later answer decides.
 *
 * @param changes the payment's own, in the order in which they were sent
 */
export function followPayment(
  { intent }: Pick<BookedPayment, 'intent'>,
  changes: readonly BookedChange[],
): FollowedPayment {
  let states: readonly PaymentState[] = [initialState(intent)];
  const wrong: WrongAnswer[] = [];
  for (const change of changes) {
    const due = states.map((state) => ({ state, answer: expectedAnswer(state, change.change) }));
    const [given] = change.answers;
    if (given === undefined) {
      states = [...states, ...due.flatMap(({ answer }) => (answer.status === 201 ? [answer.after] : []))];
      continue;
    }
    const matching = due.filter(({ answer }) => isSame(given, answer));
    if (matching.length === 0) {
      const texts = due.map(({ answer }) => describe(answer)).join(' or ');
      wrong.push({ change, text: `was answered ${given.status} ${given.code ?? given.body}; expected ${texts}` });
      continue;
    }
    states = matching.map(({ state, answer }) => (answer.status === 201 ? answer.after : state));
  }
  return { states, wrong };
}

function isSame({ status, code, operation }: ChangeAnswer, due: ExpectedAnswer): boolean {
  if (due.status !== 201) return status === due.status && code === due.code;
  return (
    status === 201 &&
    operation !== undefined &&
    operation.operation === due.operation.operation &&
    operation.amount_minor === String(due.operation.amountMinor) &&
    operation.version === due.operation.version &&
    operation.payment_status === statusOf(due.after)
  );
}

function describe(due: ExpectedAnswer): string {
  if (due.status !== 201) return `${due.status} ${due.code}`;
  const { operation, amountMinor, version } = due.operation;
  return `201 ${operation} of ${amountMinor}, version ${version}, ${statusOf(due.after)}`;
}
