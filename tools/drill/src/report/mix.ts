import { declined } from '../load/bad-requests.ts';
import type { ChangeIntent } from '../load/intents.ts';
import { type BookedRequest, changesIn, paymentsIn } from '../witness/read-book.ts';

/** Composition of the load and its outcomes; each key counts once. */
export interface Mix {
  readonly payments: {
    readonly automatic: number;
    readonly manual: number;
    /** Of those captured at once: booked while the client waited. */
    readonly processed: number;
    /** Acknowledged, with 202 or, when booked at once, with 200. */
    readonly acknowledged: number;
  };
  readonly captures: ChangeCount;
  readonly voids: ChangeCount;
  readonly refunds: ChangeCount;
  readonly approvals: ChangeCount;
  readonly rejections: ChangeCount;
  readonly disputes: ChangeCount;
  /** Disputes that were decided, for the merchant or for the payer. */
  readonly decisions: ChangeCount;
  /** Same key and body again, of payments and changes. */
  readonly repeats: number;
  /** A spent key with another body. */
  readonly reuses: number;
  /** Payments that the rules refuse. */
  readonly declined: number;
  /** Requests with another thing wrong. */
  readonly bad: number;
}

/** Requests of one kind: sent, done and refused; the rest got no final answer. */
export interface ChangeCount {
  readonly asked: number;
  readonly done: number;
  readonly refused: number;
}

/** Counts by the book alone. */
export function mixOf(requests: readonly BookedRequest[]): Mix {
  const payments = paymentsIn(requests);
  const changes = changesIn(requests);
  const count = (...actions: readonly ChangeIntent['action'][]): ChangeCount => {
    const asked = changes.filter(({ change }) => actions.includes(change.action));
    const done = asked.filter(({ answers: [first] }) => first?.status === 201).length;
    const open = asked.filter(({ answers }) => answers.length === 0).length;
    return { asked: asked.length, done, refused: asked.length - done - open };
  };
  const bad = requests.filter(({ request }) => request.purpose === 'bad');
  return {
    payments: {
      automatic: payments.filter(({ intent }) => intent.capture === 'automatic').length,
      processed: requests.filter(({ request }) => request.purpose === 'process').length,
      manual: payments.filter(({ intent }) => intent.capture === 'manual').length,
      acknowledged: payments.filter(({ paymentIds }) => paymentIds.length > 0).length,
    },
    captures: count('capture'),
    voids: count('void'),
    refunds: count('refund'),
    approvals: count('approve'),
    rejections: count('reject'),
    disputes: count('dispute'),
    decisions: count('win', 'lose'),
    repeats: requests.filter(({ request }) => request.purpose === 'repeat').length,
    reuses: requests.filter(({ request }) => request.purpose === 'reuse').length,
    declined: bad.filter(({ request }) => request.defect === declined).length,
    bad: bad.filter(({ request }) => request.defect !== declined).length,
  };
}

/** The mix in one line, for people. */
export function describeMix({ payments, captures, voids, refunds, approvals, rejections, ...rest }: Mix): string {
  const { disputes, decisions } = rest;
  const { repeats, reuses, declined: declinedCount, bad } = rest;
  const changes = Object.entries({ captures, voids, refunds, approvals, rejections, disputes, decisions }).map(
    ([name, { asked, done, refused }]) => `${asked} ${name} (${done} done, ${refused} refused)`,
  );
  return [
    `${payments.automatic} payments (${payments.processed} processed at once) and ${payments.manual} authorizations (${payments.acknowledged} acknowledged)`,
    ...changes,
    `${repeats} repeats`,
    `${reuses} reused keys`,
    `${declinedCount} declined`,
    `${bad} bad`,
  ].join(', ');
}
