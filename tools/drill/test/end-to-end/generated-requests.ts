import { randomInt } from 'node:crypto';
import { type Attempt, javascriptNames, sendAttempts, strangeSigns } from '@redoubt/contracts/published-api';
import { withConnection } from '@redoubt/embedded-postgres';
import type { LocalCloud } from '@redoubt/local-cloud';
import { beforeAll, expect, test } from 'vitest';
import type { LedgerPayment } from '../../src/evidence/evidence.ts';
import { readLedger } from '../../src/evidence/read-ledger.ts';
import { poisonTexts } from '../../src/load/poison-texts.ts';
import { waitUntil } from '../../src/wait-until.ts';
import type { Callers } from './callers.ts';
import { type MerchantClient, merchantId } from './merchant-client.ts';
import { publishedApis, publishedOperations } from './published-operations.ts';
import type { RunningPlatform } from './running-platform.ts';
import { StrangerClient } from './stranger-client.ts';

/*
 * Goal: whatever is sent to a documented operation, nothing but a documented answer comes of it: no 5xx, and what was accepted is
 * booked as it was sent and holds up nothing behind it.
 *
 * Method: requests are made from the published documents, valid and broken, and sent through the public name by several senders at
 * once. Nothing on their way is faked: gateway, functions, journal, queues, ledger. `SEED=…` repeats what is sent.
 */

const region = 'us-east-1';
const requests = 5_000;
/** More do not end sooner on two cores: they only make the local cloud start more workers. */
const senders = 3;
const seed = Number(process.env['SEED'] ?? randomInt(1_000_000_000));

/** Payments that are captured at first, and such that are held for review: strangers find some to refund, approve and reject. */
const ofEachKind = 30;

/** Merchants whose terms strangers may change; many, so that some are still without terms of their own. */
const merchantsOfStrangers = Array.from({ length: 100 }, (_, at) => `strangers-${at}`);

/** Merchants of these requests beside `acme`. */
export const merchantsOfRequests = javascriptNames;

/** Strangers meet a key of one of these now and then. */
const merchantsWithKeys = 2;

/** The payment that the documents name in their examples. */
const exampleId = `pay_${'0'.repeat(32)}`;

/** Further than a sweep looks back: a minute of the journal is swept once it is over, and another one has passed. */
const aheadMs = 125_000;

/** Further hundreds of requests to operations that have not done yet what they are for. */
const roundsMax = 30;

/** Operations after which a merchant is paid no more, or too slowly. */
const endsPayments: ReadonlySet<string> = new Set(['closeMerchant', 'limitMerchant']);

let cloud: LocalCloud;
let callers: Callers;
let merchant: MerchantClient;
/** References with which payments were sent, by the id under which they were accepted. */
const accepted = new Map<string, unknown>();

/** Tests in a platform that other tests use before. */
export function generatedRequestTests(platform: () => RunningPlatform): void {
  beforeAll(() => {
    ({ cloud, callers, merchant } = platform());
  });

  test('AP1: every sign that stores take is accepted, and names that JavaScript knows are names', async () => {
    const pay = async (key: string, over: Readonly<Record<string, string>>): Promise<void> => {
      const { id, reference } = await merchant.pay(key, { capture: 'manual', ...over });
      expect(reference).toBe(over['reference']);
      accepted.set(id, reference);
    };
    for (const [at, reference] of [...strangeSigns, ...javascriptNames].entries())
      await pay(`sign-${at}`, { reference });
    for (let at = 0; at < ofEachKind; at += 1) {
      await pay(`captured-${at}`, { capture: 'automatic' });
      // All but the first look like one that was sent before.
      await pay(`reviewed-${at}`, { reference: 'once more' });
    }
    for (const name of javascriptNames) await pay(name, { merchant_id: name, reference: name });
  });

  test.each(poisonTexts)('AP1: $defect is refused in a text', async ({ text }) => {
    const body = { merchant_id: 'acme', amount_minor: '1050', currency: 'EUR', reference: text };
    const { json } = await merchant.until(400, { path: '/validation/v1/payments', key: 'poison', body });
    expect(json.code).toBe('malformed_request');
  });

  test(`AP1: ${requests} generated requests meet no 5xx, and every refusal is a documented problem (seed ${seed})`, async () => {
    const ids = {
      payments: [...accepted.keys()],
      sessions: [] as string[],
      deliveries: [] as string[],
      // Those that strangers make alone: they delete some, and deliveries are retried at those of the platform.
      endpoints: [] as string[],
      channels: [] as string[],
      exports: [] as string[],
      // A few merchants of theirs whose keys they change, and many that they close.
      merchants: [] as string[],
      closed: [] as string[],
      keys: [] as string[],
    };
    const seen: string[] = [];
    const client = new StrangerClient({ callers, merchant });
    const sentCode = await aCode();
    const { id: example } = await merchant.pay('example');
    await merchant.paymentOnce(example, 'captured');
    const known = (operationId: string, parameter: string): string[] => {
      if (operationId === 'closeMerchant') return ids.closed;
      if (parameter === 'keyId') return ids.keys;
      if (/Key|(get|limit)Merchant/.test(operationId)) return ids.merchants;
      if (['listBalances', 'listPayouts', 'getTerms'].includes(operationId)) return ['acme', ...javascriptNames];
      // None that is paid: terms refuse payments, too.
      if (operationId === 'changeTerms') return merchantsOfStrangers;
      if (operationId.endsWith('Session')) return ids.sessions;
      if (/Channel/.test(operationId)) return ids.channels;
      if (operationId === 'getExport') return ids.exports;
      if (/Endpoint|Secret/.test(operationId)) return ids.endpoints;
      return operationId === 'retryDelivery' ? ids.deliveries : ids.payments;
    };
    const send = async (attempt: Attempt): Promise<void> => {
      const { operation, request } = withCode(await withToken(withExample(attempt, example)), sentCode);
      // The merchant of the documents' examples is paid to the end: nobody opens it again, and one request a second would take hours.
      if (endsPayments.has(operation.operationId) && request.path['id'] === merchantId) return;
      const { status, json } = await client.send({ operation, request });
      if (typeof json?.next_cursor === 'string') seen.push(json.next_cursor);
      const answer = `${operation.operationId} ${status}`;
      if (answer === 'createSession 201') ids.sessions.push(json.id);
      if (answer === 'createEndpoint 201') ids.endpoints.push(json.id);
      if (answer === 'createChannel 201') ids.channels.push(json.id);
      if (answer === 'orderExport 202') ids.exports.push(json.id);
      if (answer === 'registerMerchant 201') {
        (ids.merchants.length < merchantsWithKeys ? ids.merchants : ids.closed).push(json.id);
      }
      if (answer === 'createKey 201') ids.keys.push(json.id);
      if (answer === 'listDeliveries 200') ids.deliveries.push(...json.data.map(({ id }: { id: string }) => id));
      if (answer === 'createPayment 202') {
        accepted.set(json.id, parsedOf(request.body)['reference']);
        ids.payments.push(json.id);
      }
    };
    const attempts = { documents: publishedApis, known, seen };
    await Promise.all(
      Array.from({ length: senders }, (_, at) =>
        sendAttempts({ ...attempts, requests: Math.ceil(requests / senders), seed: seed + at }, send),
      ),
    );
    // The requests are worth something only if each operation did what it is for; of changes one kind may have had no luck. What few of
    // them do, as changing terms, is tried until one does.
    const kinds = new Set(publishedOperations.map(({ operationId }) => kindOf(operationId)));
    const done = () =>
      new Set(
        [...client.answers.keys()].filter((it) => / 2\d\d$/.test(it)).map((it) => kindOf(it.split(' ', 1)[0] ?? '')),
      );
    const missed = () => new Set([...kinds].filter((kind) => !done().has(kind)));
    for (let round = 0; missed().size > 0 && round < roundsMax; round += 1) {
      const isMeant = (operationId: string) => missed().has(kindOf(operationId));
      await sendAttempts({ ...attempts, requests: 100, seed: seed + senders + round, isMeant }, send);
    }
    const counted = [...client.answers].sort().map(([answer, count]) => `${answer} ×${count}`);
    console.info(`seed ${seed}, put off ${client.putOff} times: ${counted.join(' · ')}`);
    expect([...missed()]).toEqual([]);
  });

  test('AP1: what was accepted is booked as it was sent', async () => {
    const booked = await waitUntil(
      async () => {
        const { payments, drift } = await readLedger(await cloud.postgresUrl(region));
        const byId = new Map<string, LedgerPayment>(payments.map((payment) => [payment.paymentId, payment]));
        return [...accepted.keys()].every((id) => byId.has(id)) ? { byId, drift } : undefined;
      },
      { everyMs: 200 },
    );
    expect([...accepted.keys()].map((id) => booked.byId.get(id)?.reference)).toEqual([...accepted.values()]);
    expect(booked.drift).toEqual([]);
  });

  test('AP1: nothing that was sent holds up the watermark or is set aside', async () => {
    const { id, created_at } = await merchant.pay('after-strangers');
    await merchant.paymentOnce(id, 'captured');
    const { suffix } = await cloud.status();
    // All requests are answered: nobody has to wait until their minutes are over.
    await using _clock = await cloud.fault({ kind: 'clock', region, skewMs: aheadMs });
    await waitUntil(
      async () => {
        const { watermark } = Object(await cloud.invoke(region, `transactions-sweep-journal-${suffix}`, {}));
        return watermark > created_at ? true : undefined;
      },
      { everyMs: 500 },
    );
    const setAside = await withConnection(await cloud.postgresUrl(region), (client) =>
      client.query('select command_id, reason from pay.set_aside'),
    );
    expect(setAside.rows).toEqual([]);
  });
}

const kindOf = (operationId: string): string =>
  operationId
    .replace(
      /^((approve|capture|refund|reject|void)Payment|(open|win|lose)Dispute|submitDisputeEvidence)$/,
      'changePayment',
    )
    .replace(/^(roll|revoke)Key$/, 'changeKey');

function withExample({ operation, request }: Attempt, example: string): Attempt {
  const query = request.query.replaceAll(exampleId, example);
  return { operation, request: { ...request, query, body: request.body?.replaceAll(exampleId, example) } };
}

/** A token can't be made up: every other text stands for one that is given for just this payment. */
async function withToken(attempt: Attempt): Promise<Attempt> {
  const { validation_token: token, ...specified } = parsedOf(attempt.request.body);
  if (typeof token !== 'string' || token.length % 2 === 1) return attempt;
  const named = specified['merchant_id'];
  const known = typeof named === 'string' && callers.keys.full.has(named) ? named : merchantId;
  const sender = { kind: 'merchant', merchantId: known } as const;
  const { status, json } = await merchant.send({ sender, path: '/payment/validate', body: specified });
  if (status !== 200) return attempt;
  const body = JSON.stringify({ ...specified, validation_token: json.validation_token });
  return { ...attempt, request: { ...attempt.request, body } };
}

/** A channel of its own, and the code that was sent to its address. */
interface ConfirmingCode {
  readonly channelId: string;
  readonly code: string;
}

async function aCode(): Promise<ConfirmingCode> {
  const address = 'confirms@shop.example';
  const body = { merchant_id: merchantId, kind: 'email', address };
  const { json } = await merchant.until(201, { path: '/notifications/v1/channels', key: 'confirmed', body });
  const code = await waitUntil(
    async () => {
      const sent = (await cloud.messages(region)).find(({ to }) => to.includes(address));
      return sent === undefined ? undefined : /\b[0-9]{8}\b/.exec(sent.text)?.[0];
    },
    { everyMs: 100 },
  );
  return { channelId: json.id, code };
}

/** A code can't be made up either: most stand for the one of a channel that no other request knows, those that end in 7 stay wrong. */
function withCode(attempt: Attempt, { channelId, code: known }: ConfirmingCode): Attempt {
  const { operation, request } = attempt;
  const { code, ...others } = parsedOf(request.body);
  if (operation.operationId !== 'confirmChannel' || typeof code !== 'string' || code.endsWith('7')) return attempt;
  const sent = { ...others, merchant_id: merchantId, code: known };
  return { operation, request: { ...request, path: { ...request.path, id: channelId }, body: JSON.stringify(sent) } };
}

function parsedOf(body = ''): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}
