import { formatMoney, money, type PaymentView } from '@redoubt/contracts';

/** A payment for people: its state, and the age of a copy. */
export function paymentLines(view: PaymentView, now: Date): readonly string[] {
  const { id, status, amount_minor, currency, merchant_id, reason, as_of } = view;
  const why = reason === undefined ? '' : ` because of ${reason}`;
  const line = `${id} is ${status}: ${formatMoney(money(BigInt(amount_minor), currency))} for ${merchant_id}${why}.`;
  if (as_of === undefined) return [line];
  const ageSeconds = Math.max(0, Math.floor((now.getTime() - Date.parse(as_of)) / 1000));
  return [line, `This is a copy from ${ageSeconds} s ago; what happened since may not be in it.`];
}
