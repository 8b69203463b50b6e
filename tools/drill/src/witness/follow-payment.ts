import type { BookedChange, BookedPayment, ChangeAnswer } from './read-book.ts';
import { answerDue, type DueAnswer, firstStanding, type Standing, statusOf } from './standing.ts';

/** A change that was answered otherwise than anything that was asked for before allows. */
export interface WrongAnswer {
  readonly change: BookedChange;
  /** What it was answered and what was due. */
  readonly text: string;
}

export interface FollowedPayment {
  /** Where the payment may stand: in one place, or more when a change was never answered. */
  readonly standings: readonly Standing[];
  readonly wrong: readonly WrongAnswer[];
}

/**
 * Follows a payment through its changes by what was answered to each.
 *
 * A change without a final answer may have happened or not: from there on there are two places where the payment may
 * stand, and the answers after it tell which.
 *
 * @param changes the payment's own, in the order in which they were sent
 */
export function followPayment(
  { intent }: Pick<BookedPayment, 'intent'>,
  changes: readonly BookedChange[],
): FollowedPayment {
  let standings: readonly Standing[] = [firstStanding(intent)];
  const wrong: WrongAnswer[] = [];
  for (const change of changes) {
    const due = standings.map((standing) => ({ standing, answer: answerDue(standing, change.change) }));
    const [given] = change.answers;
    if (given === undefined) {
      standings = [...standings, ...due.flatMap(({ answer }) => (answer.status === 201 ? [answer.after] : []))];
      continue;
    }
    const matching = due.filter(({ answer }) => isSame(given, answer));
    if (matching.length === 0) {
      const texts = due.map(({ answer }) => describe(answer)).join(' or ');
      wrong.push({ change, text: `was answered ${given.status} ${given.code ?? given.body}; due was ${texts}` });
      continue;
    }
    standings = matching.map(({ standing, answer }) => (answer.status === 201 ? answer.after : standing));
  }
  return { standings, wrong };
}

function isSame({ status, code, operation }: ChangeAnswer, due: DueAnswer): boolean {
  if (due.status !== 201) return status === due.status && code === due.code;
  return (
    status === 201 &&
    operation !== undefined &&
    operation.operation === due.deed.operation &&
    operation.amount_minor === String(due.deed.amountMinor) &&
    operation.version === due.deed.version &&
    operation.payment_status === statusOf(due.after)
  );
}

function describe(due: DueAnswer): string {
  if (due.status !== 201) return `${due.status} ${due.code}`;
  const { operation, amountMinor, version } = due.deed;
  return `201 ${operation} of ${amountMinor}, version ${version}, ${statusOf(due.after)}`;
}
