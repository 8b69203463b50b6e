import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askForCode, codesPerDayMax } from '../../src/channels/ask-for-code.ts';
import { changeChannel } from '../../src/channels/change-channel.ts';
import { confirmChannel } from '../../src/channels/confirm-channel.ts';
import { channelsMax } from '../../src/channels/register-channel.ts';
import { codeTriesMax } from '../../src/domain/channel-code.ts';
import { aChannel, confirm, lastCodeTo, mailRequest, register, textRequest } from '../support/a-channel.ts';
import { aMerchant, type Merchant } from '../support/a-merchant.ts';

/*
 * Goal: nothing but a code goes to an address that is not confirmed, and a code is good once, for a while, for few tries.
 * Method: the table in DynamoDB's own semantics, lanes that send, and a clock that the test moves.
 */
let merchant: Merchant;
const minute = 60_000;
const day = 24 * 60 * minute;

beforeEach(async () => {
  merchant = await aMerchant();
});
afterEach(() => merchant[Symbol.asyncDispose]());

async function anUnconfirmed(over: Parameters<typeof register>[1] = {}): Promise<string> {
  const outcome = await register(merchant, over);
  if (outcome.kind !== 'registered') throw new Error(`got ${outcome.kind}`);
  await merchant.takeTurns();
  return outcome.channel.id;
}
const ask = (endpointId: string, merchantId = 'acme') =>
  askForCode({ merchantId, endpointId, now: merchant.dependencies.now() }, merchant);
const change = (endpointId: string, request: Parameters<typeof changeChannel>[0]['request'], merchantId = 'acme') =>
  changeChannel({ merchantId, endpointId, request, now: merchant.dependencies.now() }, merchant);
const wrong = (code: string) => (code === '00000000' ? '11111111' : '00000000');

describe('11 C: a registration', () => {
  test('sends a code to the address, which confirms it once', async () => {
    const id = await anUnconfirmed();
    expect(merchant.told).toHaveLength(1);
    expect(merchant.told[0]).toMatchObject({ to: 'books@shop.example', subject: 'Confirm this address' });
    const code = lastCodeTo(merchant, 'books@shop.example');
    expect(await confirm(merchant, { id, code })).toMatchObject({ channel: { status: 'enabled' } });
    expect(await confirm(merchant, { id, code })).toEqual({ kind: 'refused' });
  });

  test('keeps no code that anybody could read', async () => {
    const id = await anUnconfirmed();
    const code = lastCodeTo(merchant, 'books@shop.example');
    const { dynamo } = merchant;
    const Key = { pk: 'merchant#acme', sk: `delivery-channel#${id}` };
    const { Item } = await dynamo.client.send(new GetCommand({ TableName: dynamo.table, Key }));
    expect(Item).toMatchObject({ codeHash: expect.any(String), codeTries: 0 });
    expect(JSON.stringify(Item)).not.toContain(code);
  });

  test('sent again with its key is the same channel and sends nothing', async () => {
    const id = await anUnconfirmed();
    expect(await register(merchant)).toMatchObject({ isReplay: true, channel: { id } });
    await merchant.takeTurns();
    expect(merchant.told).toHaveLength(1);
    const other = { request: { ...mailRequest, address: 'other@shop.example' } };
    expect(await register(merchant, other)).toEqual({ kind: 'key_reused' });
    expect(await register(merchant, { request: { ...mailRequest, events: ['payment.captured'] } })).toEqual({
      kind: 'key_reused',
    });
  });

  test('after a crash before its lane was woken sends the code when it is repeated', async () => {
    const lanes = { wake: () => Promise.reject(new Error('the function died')) };
    const { channels, codes } = merchant;
    await register({ ...merchant, lanes, channels, codes } as unknown as Merchant).catch(() => {});
    expect(await merchant.takeTurns()).toEqual([]);
    expect(await register(merchant)).toMatchObject({ isReplay: true });
    await merchant.takeTurns();
    expect(merchant.told).toHaveLength(1);
  });

  test('goes up to ten channels, also unconfirmed ones, and to one more when one was deleted', async () => {
    const ids = [];
    for (let at = 0; at < channelsMax; at += 1) ids.push(await anUnconfirmed({ idempotencyKey: `key-${at}` }));
    expect(await register(merchant, { idempotencyKey: 'one more' })).toEqual({ kind: 'too_many' });
    expect(await register(merchant, { idempotencyKey: 'key-0' })).toMatchObject({ isReplay: true });
    await change(ids[0] ?? '', { status: 'deleted' });
    expect(await register(merchant, { idempotencyKey: 'one more' })).toMatchObject({ kind: 'registered' });
  });

  test.each([
    [mailRequest.kind, '+4915112345678'],
    [textRequest.kind, 'books@shop.example'],
    ['email', `${'a'.repeat(65)}@shop.example`],
    ['email', 'a@printer.local'],
  ] as const)('of %s for %s is refused and stores nothing', async (kind, address) => {
    expect(await register(merchant, { request: { kind, address } })).toMatchObject({ kind: 'address_refused' });
    expect(await merchant.channels.all('acme')).toEqual([]);
  });
});

describe('11 C: a code', () => {
  test('is tried five times at most, also the right one', async () => {
    const id = await anUnconfirmed();
    const code = lastCodeTo(merchant, 'books@shop.example');
    for (let tries = 0; tries < codeTriesMax; tries += 1) {
      expect(await confirm(merchant, { id, code: wrong(code) })).toEqual({ kind: 'refused' });
    }
    expect(await confirm(merchant, { id, code })).toEqual({ kind: 'refused' });
    expect(await merchant.channels.ofId({ merchantId: 'acme', endpointId: id })).not.toHaveProperty('confirmedAt');
  });

  test('is good at its fifth try', async () => {
    const id = await anUnconfirmed();
    const code = lastCodeTo(merchant, 'books@shop.example');
    for (let tries = 1; tries < codeTriesMax; tries += 1) await confirm(merchant, { id, code: wrong(code) });
    expect(await confirm(merchant, { id, code })).toMatchObject({ kind: 'confirmed' });
  });

  test('that many try at the same moment is not tried more often', async () => {
    const id = await anUnconfirmed();
    const code = lastCodeTo(merchant, 'books@shop.example');
    await Promise.all(Array.from({ length: 20 }, () => confirm(merchant, { id, code: wrong(code) })));
    expect(await confirm(merchant, { id, code })).toEqual({ kind: 'refused' });
  });

  test.each([
    [14 * minute, 'confirmed'],
    [15 * minute, 'refused'],
  ])('that is %i ms old is %s', async (ageMs, kind) => {
    const id = await anUnconfirmed();
    const code = lastCodeTo(merchant, 'books@shop.example');
    merchant.aheadMs = ageMs;
    expect(await confirm(merchant, { id, code })).toMatchObject({ kind });
  });

  test('is good no more once another one was sent, which has tries of its own', async () => {
    const id = await anUnconfirmed();
    const first = lastCodeTo(merchant, 'books@shop.example');
    for (let tries = 0; tries < codeTriesMax; tries += 1) await confirm(merchant, { id, code: wrong(first) });
    expect(await ask(id)).toMatchObject({ kind: 'asked' });
    await merchant.takeTurns();
    const second = lastCodeTo(merchant, 'books@shop.example');
    expect(await confirm(merchant, { id, code: second })).toMatchObject({ kind: 'confirmed' });
  });

  test('is not sent to an address that is confirmed', async () => {
    const { id } = await aChannel(merchant);
    expect(await ask(id)).toMatchObject({ kind: 'confirmed_already' });
    await merchant.takeTurns();
    expect(merchant.told).toHaveLength(1);
  });

  test('is one of twenty of a merchant in a day, whatever the channel', async () => {
    const id = await anUnconfirmed();
    for (let sent = 1; sent < codesPerDayMax; sent += 1) expect((await ask(id)).kind).toBe('asked');
    expect(await ask(id)).toEqual({ kind: 'too_many' });
    expect(await register(merchant, { idempotencyKey: 'another' })).toEqual({ kind: 'too_many_codes' });
    expect(await register(merchant, { merchantId: 'other' })).toMatchObject({ kind: 'registered' });
    merchant.aheadMs = day;
    expect(await ask(id)).toMatchObject({ kind: 'asked' });
  });

  test('that is not accepted is tried to be sent three times', async () => {
    let calls = 0;
    merchant.peopleAnswer = () => {
      calls += 1;
      return { kind: 'unconfirmed', text: 'refused: MessageRejected' };
    };
    await register(merchant);
    for (let turns = 0; turns < 6; turns += 1) {
      await merchant.takeTurns();
      merchant.aheadMs += 6_000;
    }
    expect(calls).toBe(3);
  });
});

describe('11 C: another merchant', () => {
  test('finds no channel that is not its own, as none that is not there', async () => {
    const id = await anUnconfirmed();
    const code = lastCodeTo(merchant, 'books@shop.example');
    const { channels, codes, lanes, dependencies } = merchant;
    const guess = { merchantId: 'other', endpointId: id, code, now: new Date() };
    expect(await confirmChannel(guess, { channels, codes, lanes, webhookKey: dependencies.webhookKey })).toEqual({
      kind: 'not_found',
    });
    expect(await ask(id, 'other')).toEqual({ kind: 'not_found' });
    expect(await change(id, { status: 'deleted' }, 'other')).toEqual({ kind: 'not_found' });
    expect(await merchant.channels.all('other')).toEqual([]);
    expect(await confirm(merchant, { id, code })).toMatchObject({ kind: 'confirmed' });
  });
});

describe('11 C: a channel', () => {
  test('is paused, resumed and changed by its merchant', async () => {
    const { id } = await aChannel(merchant);
    expect(await change(id, { status: 'paused' })).toMatchObject({
      channel: { status: 'paused', pause_reason: 'requested' },
    });
    expect(await change(id, { status: 'enabled', events: ['payment.captured'] })).toMatchObject({
      channel: { status: 'enabled', events: ['payment.captured'] },
    });
  });

  test('that is not confirmed is not resumed', async () => {
    const id = await anUnconfirmed();
    expect(await change(id, { status: 'enabled' })).toEqual({ kind: 'not_confirmed' });
  });

  test('that is deleted leaves no address behind, and its key makes no other one', async () => {
    const { id } = await aChannel(merchant);
    expect(await change(id, { status: 'deleted' })).toMatchObject({ channel: { status: 'deleted' } });
    expect(await change(id, { status: 'enabled' })).toEqual({ kind: 'not_found' });
    const { dynamo } = merchant;
    const Key = { pk: 'merchant#acme', sk: `deleted#${id}` };
    const { Item } = await dynamo.client.send(new GetCommand({ TableName: dynamo.table, Key }));
    expect(JSON.stringify(Item)).not.toContain('books@');
    expect(await register(merchant)).toEqual({ kind: 'key_reused' });
  });
});
