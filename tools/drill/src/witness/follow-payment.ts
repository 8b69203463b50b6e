import { type ExpectedAnswer, expectedAnswer } from './expected-answer.ts';
import { expired, type HoldTerm, holdTermOf } from './hold-term.ts';
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

/** An answer that a change may get, and the state that it was decided in. */
interface Possible {
  readonly state: PaymentState;
  readonly answer: ExpectedAnswer;
}

/**
 * Derives the possible states of a payment from the answers to its changes.
 *
 * A change without a final answer may have happened or not: both states stay possible until a later answer decides. A hold that has
 * run out is released when a sweep comes, and an expiry that was lost with its region comes again: after a refusal the payment may
 * stand before or behind it. In the end it is behind it.
 *
 * @param changes the payment's own, in the order in which they were sent
 */
export function followPayment(
  booked: Pick<BookedPayment, 'intent' | 'requestedAtMs' | 'acknowledgedAtMs'>,
  changes: readonly BookedChange[],
): FollowedPayment {
  const term = holdTermOf(booked);
  let states: readonly PaymentState[] = [initialState(booked.intent)];
  const wrong: WrongAnswer[] = [];
  for (const change of changes) {
    const possible = states.flatMap((state) => possibleAnswers(state, change, term));
    const [given] = change.answers;
    if (given === undefined) {
      states = [...states, ...possible.flatMap(({ answer }) => (answer.status === 201 ? [answer.after] : []))];
      continue;
    }
    const matching = possible.filter(({ answer }) => isSame(given, answer));
    if (matching.length === 0) {
      const texts = possible.map(({ answer }) => describe(answer)).join(' or ');
      wrong.push({ change, text: `was answered ${given.status} ${given.code ?? given.body}; expected ${texts}` });
      continue;
    }
    states = [...new Set(matching.map(({ state, answer }) => (answer.status === 201 ? answer.after : state)))];
  }
  return { states: term === undefined ? states : states.map(expired), wrong };
}

function possibleAnswers(state: PaymentState, change: BookedChange, term: HoldTerm | undefined): readonly Possible[] {
  const answer = expectedAnswer(state, change.change);
  const [given] = change.answers;
  if (term === undefined || (given !== undefined && given.atMs < term.earliestMs)) return [{ state, answer }];
  const isTooLate = change.change.action === 'capture' && change.requestedAtMs > term.latestMs;
  return [
    ...(isTooLate && answer.status === 201 ? [] : [{ state, answer }]),
    ...(state.heldMinor > 0n && change.change.action === 'capture' ? [{ state, answer: ranOut }] : []),
    { state, answer: expectedAnswer(expired(state), change.change) },
  ];
}

/** The refusal of a capture that comes before the sweep, and after the end. */
const ranOut: ExpectedAnswer = { status: 409, code: 'payment_expired' };

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
