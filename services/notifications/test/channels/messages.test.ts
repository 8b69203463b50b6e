import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryTable } from '../../src/adapters/delivery-table.ts';
import { askForCode } from '../../src/channels/ask-for-code.ts';
import { changeChannel } from '../../src/channels/change-channel.ts';
import { takeMailFeedback } from '../../src/channels/take-mail-feedback.ts';
import { deliverEvent } from '../../src/deliver-event.ts';
import { messagesPerDayMax } from '../../src/domain/channel-message.ts';
import { repeatLastEvent } from '../../src/repeat-last-event.ts';
import { retryDelivery } from '../../src/retry-delivery.ts';
import { aChannel, confirm, lastCodeTo, register, textRequest } from '../support/a-channel.ts';
import { aMerchant, type Merchant, two } from '../support/a-merchant.ts';
import { aCapture, aPartialRefund, paymentId } from '../support/payment-events.ts';

/*
 * Goal: an event becomes one message to each channel that wants it, by the same lanes and log as webhooks, within a day's bound.
 * Method: the table in DynamoDB's own semantics, people who keep what they get, and a clock that the test moves.
 */
let merchant: Merchant;
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

beforeEach(async () => {
  merchant = await aMerchant();
});
afterEach(() => merchant[Symbol.asyncDispose]());

const messages = () => merchant.told.filter(({ deliveryId }) => deliveryId !== undefined);
const deliveriesTo = async (id: string) => {
  const page = await merchant.deliveries.ofPayment(aCapture().data, { after: undefined, pageMax: 500 });
  return page.deliveries.filter(({ endpointId }) => endpointId === id);
};
const refuse = { kind: 'unconfirmed', text: 'refused: MessageRejected' } as const;

/** Lets time pass and takes turns until no lane is due. */
async function pass(ms = 0): Promise<void> {
  merchant.aheadMs += ms;
  for (let rounds = 0; rounds < 20; rounds += 1) if ((await merchant.takeTurns()).length === 0) return;
}

describe('11 C: an event', () => {
  test('becomes one message to each channel that wants it, and the webhooks go out as ever', async () => {
    const mail = await aChannel(merchant);
    const text = await aChannel(merchant, { idempotencyKey: 'key-2', request: textRequest });
    const only = { ...textRequest, address: '+4915187654321', events: ['payment.refunded' as const] };
    await aChannel(merchant, { idempotencyKey: 'key-3', request: only });
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(messages()).toEqual([]);
    await pass();
    expect(
      messages()
        .map(({ to }) => to)
        .sort(),
    ).toEqual([textRequest.address, 'books@shop.example']);
    expect(messages().find(({ to }) => to === 'books@shop.example')?.subject).toBe('Payment is captured: 10.50 EUR');
    expect(merchant.receivers.one.received).toHaveLength(1);
    for (const { id } of [mail, text]) {
      expect(await deliveriesTo(id)).toMatchObject([
        { status: 'delivered', attempts: 1, lastOutcome: 'accepted by the test' },
      ]);
    }
    expect(merchant.announced.map(({ data }) => data.endpointId)).toContain(mail.id);
  });

  test('that comes again is told once', async () => {
    await aChannel(merchant);
    for (let times = 0; times < 3; times += 1) {
      await deliverEvent(aCapture(), merchant.dependencies);
      await pass(second);
    }
    expect(messages()).toHaveLength(1);
  });

  test('is not told to an address that is not confirmed, nor later', async () => {
    await register(merchant);
    await deliverEvent(aCapture(), merchant.dependencies);
    await pass(minute);
    expect(messages()).toEqual([]);
    expect(merchant.told).toHaveLength(1);
  });

  test('is told by no function that may not write to people', async () => {
    const { id } = await aChannel(merchant);
    const { messenger: _, ...without } = merchant.dependencies;
    await deliverEvent(aCapture(), without);
    expect(await deliveriesTo(id)).toMatchObject([{ status: 'waiting', attempts: 0 }]);
  });

  test('of another merchant is not told', async () => {
    await aChannel(merchant);
    const event = aCapture();
    await deliverEvent({ ...event, data: { ...event.data, merchantId: 'other' } }, merchant.dependencies);
    await pass();
    expect(messages()).toEqual([]);
  });
});

describe('11 C: a message that is not accepted', () => {
  test('is tried again by the schedule of webhooks, and holds up no webhook', async () => {
    const { id } = await aChannel(merchant);
    merchant.peopleAnswer = () => refuse;
    await deliverEvent(aCapture(), merchant.dependencies);
    await pass();
    expect(await deliveriesTo(id)).toMatchObject([{ status: 'waiting', attempts: 1 }]);
    expect(merchant.receivers.one.received).toHaveLength(1);
    merchant.peopleAnswer = () => ({ kind: 'confirmed', text: 'accepted by the test' });
    await pass(6 * second);
    expect(await deliveriesTo(id)).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    expect(await merchant.channels.ofId({ merchantId: 'acme', endpointId: id })).not.toHaveProperty('failingSince');
  });

  test('for five days pauses the channel and tells its owner', async () => {
    const { id } = await aChannel(merchant);
    merchant.peopleAnswer = () => refuse;
    for (let at = 0; at < 6; at += 1) {
      await deliverEvent(aPartialRefund({ aggregateVersion: at + 2 }), merchant.dependencies);
      await pass(day);
    }
    expect(await merchant.channels.ofId({ merchantId: 'acme', endpointId: id })).toMatchObject({
      paused: { reason: 'failing' },
    });
    expect(merchant.paused.map(({ data }) => [data.endpointId, data.reason])).toContainEqual([id, 'failing']);
  });
});

describe('11 C: a flood of payments', () => {
  test('sends as many text messages as a day may have, says so in the last one, and goes on the next day', async () => {
    const { id } = await aChannel(merchant, { request: textRequest });
    const max = messagesPerDayMax.sms;
    for (let at = 0; at < max + 5; at += 1) {
      await deliverEvent(aPartialRefund({ aggregateVersion: at + 2 }), merchant.dependencies);
    }
    await pass();
    expect(messages()).toHaveLength(max);
    expect(messages().filter(({ text }) => text.includes('Last text of today'))).toHaveLength(1);
    const withheld = (await deliveriesTo(id)).filter(({ status }) => status === 'failed');
    expect(withheld.map(({ lastOutcome }) => lastOutcome)).toEqual(
      Array.from({ length: 5 }, () => `not sent: ${max} messages were sent today`),
    );
    expect(await merchant.channels.ofId({ merchantId: 'acme', endpointId: id })).not.toHaveProperty('failingSince');
    merchant.aheadMs += day;
    await deliverEvent(aPartialRefund({ aggregateVersion: 99 }), merchant.dependencies);
    await pass();
    expect(messages()).toHaveLength(max + 1);
  });
});

describe('11 C: a bounce', () => {
  const feedback = (endpointId: string, kind: 'bounced' | 'complained', merchantId = 'acme') =>
    takeMailFeedback(
      { merchantId, endpointId, kind, feedbackId: 'feedback-1', at: '2030-01-31T12:00:00.000Z' },
      { ...merchant.dependencies, channels: merchant.channels, epoch: 3 },
    );

  test.each(['bounced', 'complained'] as const)(
    'or complaint (%s) stops the channel until its address is confirmed anew',
    async (kind) => {
      const { id } = await aChannel(merchant);
      expect(await feedback(id, kind)).toBe(true);
      expect(await feedback(id, kind), 'SES says things twice').toBe(true);
      await deliverEvent(aCapture(), merchant.dependencies);
      await pass();
      expect(messages()).toEqual([]);
      expect(merchant.paused.map(({ data }) => data)).toContainEqual({
        merchantId: 'acme',
        endpointId: id,
        reason: kind,
      });
      expect(new Set(merchant.paused.map((event) => event.id)).size).toBe(1);
      const now = new Date();
      const change = { merchantId: 'acme', endpointId: id, request: { status: 'enabled' as const }, now };
      expect(await changeChannel(change, merchant)).toEqual({ kind: 'not_confirmed' });
      await askForCode({ merchantId: 'acme', endpointId: id, now: merchant.dependencies.now() }, merchant);
      await pass();
      expect(await confirm(merchant, { id, code: lastCodeTo(merchant, 'books@shop.example') })).toMatchObject({
        channel: { status: 'enabled' },
      });
    },
  );

  test('of a channel that is not there, or another merchant’s, changes nothing', async () => {
    const { id } = await aChannel(merchant);
    expect(await feedback(id, 'bounced', 'other')).toBe(false);
    expect(await feedback(`nc_${'0'.repeat(32)}`, 'bounced')).toBe(false);
    expect(merchant.paused).toEqual([]);
  });
});

describe('FO4: a message that waited in the lost region', () => {
  test('is sent by the survivor, and not sent twice', async () => {
    await aChannel(merchant);
    merchant.peopleAnswer = () => refuse;
    await deliverEvent(aCapture(), merchant.dependencies);
    await pass();
    merchant.peopleAnswer = () => ({ kind: 'confirmed', text: 'accepted by the test' });
    const { table, client } = merchant.dynamo;
    const region = 'us-east-2';
    const survivor = { region, log: new DeliveryTable({ table, region, client }) };
    await deliverEvent(aCapture(), { ...merchant.dependencies, ...survivor });
    merchant.aheadMs += 6 * second;
    await merchant.takeTurns(survivor);
    expect(messages()).toHaveLength(1);
    await deliverEvent(aCapture(), { ...merchant.dependencies, ...survivor });
    merchant.aheadMs += hour;
    await merchant.takeTurns(survivor);
    expect(messages()).toHaveLength(1);
  });
});

test('11 C: what somebody asks for again goes to endpoints, and people get no message twice', async () => {
  const { id } = await aChannel(merchant);
  await deliverEvent(aCapture(), merchant.dependencies);
  await pass();
  const payment = { merchantId: 'acme', paymentId };
  const repeated = await repeatLastEvent(payment, merchant.dependencies);
  expect(repeated).toMatchObject({ kind: 'sent', deliveries: [{}, { endpoint_id: two }] });
  const [delivery] = await deliveriesTo(id);
  const retried = await retryDelivery({ ...payment, deliveryId: delivery?.deliveryId ?? '' }, merchant.dependencies);
  expect(retried).toEqual({ kind: 'not_found' });
  expect(messages()).toHaveLength(1);
});
