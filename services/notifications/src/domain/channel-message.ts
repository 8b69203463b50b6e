import { type ChannelKind, formatMoney, money } from '@redoubt/contracts';
import type { Channel } from './channel.ts';
import { type PaymentEvent, webhookTypes } from './payment-event.ts';

/** The words that a person reads. A text message has no subject. */
export interface ChannelMessage {
  readonly subject: string;
  readonly text: string;
}

/** Messages that one channel gets in a day (UTC): a flood of payments costs a known sum. */
export const messagesPerDayMax: Readonly<Record<ChannelKind, number>> = { email: 200, sms: 20 };

/** Events of a payment, in words. */
const happenings = {
  PaymentHeldForReview: 'is held for review',
  PaymentAuthorized: 'is authorized',
  PaymentPartiallyCaptured: 'is captured in part',
  PaymentCaptured: 'is captured',
  PaymentVoided: 'is voided',
  PaymentExpired: 'has expired',
  PaymentPartiallyRefunded: 'is refunded in part',
  PaymentRefunded: 'is refunded',
  PaymentDisputed: 'is disputed',
  PaymentDisputeEvidenceSubmitted: 'has new evidence in its dispute',
  PaymentDisputeWon: 'has its dispute won',
  PaymentDisputeLost: 'has its dispute lost',
  PaymentRejected: 'is rejected',
  PaymentShortfallBooked: 'is booked short of funds',
} as const satisfies Record<PaymentEvent['type'], string>;

/** Which message of the day it is. */
export interface DayCount {
  /** From 1. */
  readonly number: number;
}

/**
 * The message about an event: the payment's id and its amounts, to the last digit. No text that a customer or merchant chose
 * is in it: nobody writes to strangers through it, and no card data or secret gets there.
 */
export function messageOf(event: PaymentEvent, channel: Channel, { number }: DayCount): ChannelMessage {
  const { paymentId, amountMinor, currency } = event.data;
  const amount = formatMoney(money(BigInt(amountMinor), currency));
  const what = `Payment ${paymentId} of ${amount} ${happenings[event.type]}`;
  const moved = 'operationAmountMinor' in event.data ? event.data.operationAmountMinor : undefined;
  const part =
    moved === undefined || moved === amountMinor ? '' : `: ${formatMoney(money(BigInt(moved), currency))} of it`;
  const max = messagesPerDayMax[channel.kind];
  const isLast = number >= max;
  if (channel.kind === 'sms') {
    return { subject: '', text: `${what}${part}.${isLast ? ` Last text of today (${max}).` : ''}` };
  }
  const lines = [
    `${what}${part}.`,
    '',
    `Event      ${webhookTypes[event.type]}`,
    `Payment    ${paymentId}`,
    `Amount     ${amount}`,
    `Version    ${event.aggregateversion}`,
    `Time       ${event.time}`,
    `Merchant   ${event.data.merchantId}`,
    '',
    ...(isLast
      ? [
          `This is message ${max} of ${max} today (UTC). What follows today is not sent here; the list of deliveries has it.`,
          '',
        ]
      : []),
    'A message may come twice, and messages may come in another order than the events. How the payment stands is what the API says.',
    `To get no more of them, ask the merchant to pause channel ${channel.endpointId}.`,
    '',
  ];
  return { subject: `Payment ${happenings[event.type]}: ${amount}`, text: lines.join('\n') };
}

/** The message that carries a code: nothing else goes to an address that is not confirmed. */
export function codeMessageOf(channel: Channel, code: string, minutes: number): ChannelMessage {
  if (channel.kind === 'sms') {
    return {
      subject: '',
      text: `${code} confirms this number for payment messages of ${channel.merchantId}. Good for ${minutes} min.`,
    };
  }
  const lines = [
    `The merchant ${channel.merchantId} wants to send messages about payments to this address.`,
    '',
    `Code       ${code}`,
    '',
    `It is good for ${minutes} minutes, once. If you do not know the merchant, do nothing: without the code nothing is sent here.`,
    '',
  ];
  return { subject: 'Confirm this address', text: lines.join('\n') };
}
