import type { PaymentRow, PaymentStory } from '../../src/wire.ts';
import { spanText } from './ages.ts';
import type { Standing } from './tone.ts';

/** Rows that a page keeps. */
const keptMax = 400;

/** Takes changed rows into a list, newest first; rows that were there keep their places. */
export function mergePayments(list: readonly PaymentRow[], changed: readonly PaymentRow[]): readonly PaymentRow[] {
  const byId = new Map(changed.map((row) => [row.id, row]));
  const kept = list.map((row) => {
    const fresh = byId.get(row.id);
    byId.delete(row.id);
    return fresh ?? row;
  });
  return [...[...byId.values()].reverse(), ...kept].slice(0, keptMax);
}

export function statusOf({ status }: Pick<PaymentRow, 'status'>): Standing {
  const text = status.replaceAll('_', ' ');
  if (status === 'accepted' || status === 'authorized' || status === 'review') return { tone: 'quiet', text };
  if (status === 'rejected' || status === 'charged_back' || status === 'disputed') return { tone: 'bad', text };
  return { tone: 'good', text };
}

/** Times between request, booking and webhook, where they are known. */
export function stepsText({ request, acceptedAt, bookedAt, deliveredAt }: PaymentRow): string {
  const startAt = request?.sentAt ?? acceptedAt;
  const since = (at: string | undefined) =>
    at === undefined || startAt === undefined ? undefined : spanText(Date.parse(at) - Date.parse(startAt));
  const parts = [
    ['acknowledged', since(request?.answeredAt)],
    ['booked', since(bookedAt)],
    ['webhook', since(deliveredAt)],
  ].flatMap(([name, span]) => (span === undefined ? [] : [`${name} ${span}`]));
  return parts.join(' · ');
}

/** Whether a payment is safe: the question that people have who look one up. */
export function safetyOf({ row, steps }: PaymentStory): Standing & { readonly detail: string } {
  const has = (kind: string) => steps.some((step) => step.kind === kind);
  const busRegions = new Set(steps.filter(({ kind }) => kind === 'event').map(({ region }) => region));
  if (!has('journal') && !has('ledger') && has('event')) {
    return {
      tone: 'warn',
      text: 'It was announced; neither journal nor ledger has shown it',
      detail: 'Ask again when the quorum, or a region with the ledger, answers.',
    };
  }
  if (!has('journal') && !has('ledger')) {
    return {
      tone: 'warn',
      text: 'Nothing is known of it here',
      detail: 'Neither journal nor ledger has it, or they could not be asked.',
    };
  }
  const journal = 'It is journaled in a quorum of regions: no loss of one region takes it away.';
  if (row?.status === 'rejected') return { tone: 'quiet', text: 'It was rejected; no money moved', detail: journal };
  // The first event of a booking is as good as the ledger's own word: it was committed with the booking.
  if (has('transfer') || row?.bookedAt !== undefined) {
    const buses = busRegions.size > 1 ? ' Both regions know of it.' : '';
    return { tone: 'good', text: 'Yes, it is safe and booked', detail: `${journal}${buses}` };
  }
  return { tone: 'good', text: 'Yes, it is safe; its booking is still to come', detail: journal };
}
