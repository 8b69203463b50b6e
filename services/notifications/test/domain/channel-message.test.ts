import { expect, test } from 'vitest';
import type { Channel } from '../../src/domain/channel.ts';
import { codeMessageOf, messageOf, messagesPerDayMax } from '../../src/domain/channel-message.ts';
import type { PaymentEvent } from '../../src/domain/payment-event.ts';
import { aCapture, aPartialRefund, oneOfEach, paymentId } from '../support/payment-events.ts';

const aChannel = (kind: Channel['kind']): Channel => ({
  endpointId: `nc_${'c'.repeat(32)}`,
  merchantId: 'm'.repeat(64),
  kind,
  address: kind === 'email' ? 'books@shop.example' : '+4915112345678',
  createdAt: '2030-01-31T11:00:00.000Z',
});

/** An event of that amount, with texts of strangers in it. */
function withAmount(event: PaymentEvent, amountMinor: string, currency: string): PaymentEvent {
  const data = { ...event.data, amountMinor, currency, reference: 'call +49900666 now' };
  return {
    ...event,
    data: 'operationAmountMinor' in data ? { ...data, operationAmountMinor: amountMinor } : data,
  } as PaymentEvent;
}

test.each([
  ['1', 'EUR', '0.01 EUR'],
  ['100', 'EUR', '1.00 EUR'],
  ['1050', 'JPY', '1050 JPY'],
  ['1050', 'KWD', '1.050 KWD'],
  ['999999999999999999', 'EUR', '9999999999999999.99 EUR'],
])('%s minor units of %s are %s, to the last digit', (amountMinor, currency, text) => {
  const event = withAmount(aCapture(), amountMinor, currency);
  expect(messageOf(event, aChannel('email'), { number: 1 })).toMatchObject({
    subject: `Payment is captured: ${text}`,
    text: expect.stringContaining(`Payment ${paymentId} of ${text} is captured.`),
  });
  expect(messageOf(event, aChannel('sms'), { number: 1 }).text).toBe(`Payment ${paymentId} of ${text} is captured.`);
});

test('a part of a payment is told with its own amount', () => {
  expect(messageOf(aPartialRefund(), aChannel('sms'), { number: 1 }).text).toBe(
    `Payment ${paymentId} of 10.50 EUR is refunded in part: 0.50 EUR of it.`,
  );
});

test('every event has words, a text message of one part, and no text that a stranger chose', () => {
  for (const event of oneOfEach()) {
    const large = withAmount(event, '999999999999999999', 'CLF');
    const text = messageOf(large, aChannel('sms'), { number: messagesPerDayMax.sms }).text;
    expect(text, event.type).toMatch(/^[ -~]{20,160}$/);
    const mail = messageOf(large, aChannel('email'), { number: messagesPerDayMax.email });
    expect(mail.subject, event.type).toMatch(/^[ -~]{10,100}$/);
    for (const said of [text, mail.subject, mail.text]) expect(said).not.toMatch(/900666|order 7|signed for/);
  }
});

test.each([
  ['sms', 19, false],
  ['sms', 20, true],
  ['email', 199, false],
  ['email', 200, true],
] as const)('a message of %s says at its number %i whether it is the last of the day: %s', (kind, number, isLast) => {
  const { text } = messageOf(aCapture(), aChannel(kind), { number });
  expect(/Last text of today|message 200 of 200 today/.test(text)).toBe(isLast);
});

test('a code is told with who asks and how long it is good, in one part', () => {
  expect(codeMessageOf(aChannel('sms'), '01234567', 15).text).toMatch(/^01234567 [ -~]{10,150}$/);
  const { text } = codeMessageOf(aChannel('email'), '01234567', 15);
  expect(text).toContain('01234567');
  expect(text).toContain('15 minutes');
});
