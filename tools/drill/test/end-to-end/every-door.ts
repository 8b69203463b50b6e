import { randomUUID } from 'node:crypto';
import { claimedKeyOf, headers, type Scope, scopes } from '@redoubt/contracts';
import { operationsOf } from '@redoubt/contracts/published-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { keysFor } from '../../src/access/give-keys.ts';
import { madeUpKey, type Sender } from '../../src/load/sender.ts';
import { waitUntil } from '../../src/wait-until.ts';
import { bookedState } from './booked-state.ts';
import {
  type DescribedRequest,
  describedRequest,
  isFilteredList,
  namesAThing,
  type Things,
} from './described-request.ts';
import { publishedApis, senderTo, wayIn } from './published-operations.ts';
import type { RunningPlatform } from './running-platform.ts';

/*
 * Goal: at every documented operation nobody is let in but who may, and a refusal tells nobody whether a thing is there.
 *
 * Method: each operation of each published document is asked by every kind of stranger, once about something of a merchant and once about
 * the same kind of thing that nobody has. Neither may succeed, and the two answers are the same but for their trace. Then the books are
 * looked at. At last the same requests are sent by who may, which shows that nothing else was wrong with them.
 */

/** Whose things are asked for, and who asks for them with a good key. */
export const merchantsOfDoors = ['victim', 'stranger'];
const [victim, stranger] = ['victim', 'stranger'] as const;

const region = 'us-east-1';

const hex = 'f'.repeat(32);
/** Ids that could be somebody's. */
const missing: Things = {
  merchantId: 'nobody-here',
  payment: `pay_${hex}`,
  session: `ses_${hex}`,
  endpoint: `we_${hex}`,
  channel: `nc_${hex}`,
  delivery: `msg_${hex}`,
  export: `ex_${hex}`,
  key: hex.slice(0, 20),
};

interface Answer {
  readonly status: number;
  readonly code: unknown;
  /** All that a stranger can see of it, without what is new with each request and without the ids that were sent. */
  readonly seen: string;
}

const doors = publishedApis.flatMap((document) =>
  operationsOf(document).map((operation) => ({
    name: `${operation.method} ${operation.path}`,
    operation,
    way: wayIn(operation),
    requestOf: (things: Things) => describedRequest(operation, document, things),
  })),
);
type Door = (typeof doors)[number];
const guarded = doors.filter(({ way }) => way !== 'nobody');
const ofMerchants = doors.filter(({ way }) => way === 'merchant');
const ofOperators = doors.filter(({ way }) => way === 'operator');

/** Tests in a platform that other tests use before. */
export function everyDoorTests(platform: () => RunningPlatform): void {
  let things: Things;
  let revoked: string;
  let live: string;
  /** Keys of the victim that may do everything but one. */
  const without = new Map<Scope, string>();

  beforeAll(async () => {
    const { callers, merchant, cloud } = platform();
    const sender = { kind: 'merchant', merchantId: victim } as const;
    const { id: endpoint } = await merchant.register(victim, cloud.inboxUrl);
    const { id: payment } = await merchant.pay('of-the-victim', { merchant_id: victim });
    await merchant.paymentOnce(payment, 'captured', { sender });
    const body = { merchant_id: victim, user_id: 'payer' };
    const session = await merchant.until(201, { sender, path: '/validation/v1/sessions', key: 'doors', body });
    const person = { merchant_id: victim, kind: 'email', address: 'books@victim.example' };
    const channel = await merchant.until(201, {
      sender,
      path: '/notifications/v1/channels',
      key: 'doors',
      body: person,
    });
    const order = { what: 'payments', format: 'csv', from: '2020-01-01T00:00:00Z', until: '2020-01-02T00:00:00Z' };
    const file = await merchant.until(202, { sender, path: '/transactions/v1/exports', key: 'doors', body: order });
    const webhook = await waitUntil(
      async () => {
        const received = await cloud.webhooks.received();
        return received.find((webhook) => JSON.parse(webhook.body).data.payment_id === payment);
      },
      { everyMs: 100 },
    );
    const delivery = String(webhook.headers['webhook-id']);
    live = callers.keys.full.get(victim) ?? '';
    revoked = await newKey();
    await merchant.until(200, {
      sender: { kind: 'operator' },
      path: `/merchants/v1/merchants/${victim}/keys/${claimedKeyOf(revoked)?.keyId}/revocations`,
      key: 'doors',
      body: { reason: 'nobody may use it' },
    });
    for (const scope of scopes) without.set(scope, await newKey(scopes.filter((it) => it !== scope)));
    const key = claimedKeyOf(await newKey())?.keyId ?? '';
    const named = { session: session.json.id, channel: channel.json.id, export: file.json.id };
    things = { merchantId: victim, payment, endpoint, delivery, key, ...named };
  });

  const newKey = async (scopes?: readonly Scope[]): Promise<string> => {
    const { cloud } = platform();
    const keys = await keysFor(cloud, { merchantIds: [victim], ...(scopes === undefined ? {} : { scopes }) });
    return keys.get(victim) ?? '';
  };
  const ask = (sender: Sender, request: DescribedRequest, { operation }: Door): Promise<Answer> =>
    answered(platform(), { sender, request, method: operation.method });

  /** Asks about what is there and what is not, and expects two refusals that nobody can tell apart. */
  async function refused(door: Door, sender: Sender, asOf: (things: Things) => Things = (it) => it): Promise<Answer> {
    const found = await ask(sender, door.requestOf(asOf(things)), door);
    expect(found.status, found.seen).toBeGreaterThanOrEqual(400);
    expect(found.status, found.seen).toBeLessThan(500);
    expect(await ask(sender, door.requestOf(asOf(missing)), door)).toEqual(found);
    return found;
  }
  const named = (merchantId: string) => (it: Things) => ({ ...it, merchantId });

  describe('AP4: no operation lets strangers in, or tells them what is there', () => {
    let before: unknown;
    beforeAll(async () => {
      before = await bookedState(platform().cloud, region);
    });

    test.each(guarded)('AP4: $name answers nobody without a good key', async (door) => {
      const keys = [madeUpKey, revoked, live.replace('rk_live', 'rk_test'), `${live.slice(0, -1)}`, `${live} ${live}`];
      const strangers: readonly Sender[] = [
        { kind: 'nobody' },
        ...keys.map((key) => ({ kind: 'holder', key }) as const),
      ];
      for (const sender of strangers) {
        const { status, code, seen } = await refused(door, sender);
        if (door.way === 'merchant')
          expect({ status, code }, seen).toEqual({ status: 401, code: 'access_key_invalid' });
        else expect([403, 404], seen).toContain(status);
      }
    });

    test.each(ofMerchants)('AP4: $name answers no key without its scope', async (door) => {
      const [scope] = door.operation.security[0]?.['accessKey'] ?? [];
      const key = without.get(scope as Scope) ?? '';
      const { status, code, seen } = await refused(door, { kind: 'holder', key });
      expect({ status, code }, seen).toEqual({ status: 403, code: 'access_denied' });
    });

    test.each(ofMerchants)(
      'AP4: $name gives nothing of a merchant to the key of another, live or test',
      async (door) => {
        const { ready } = platform();
        const others = [
          { sender: { kind: 'merchant', merchantId: stranger }, itself: stranger },
          { sender: { kind: 'holder', key: ready.key }, itself: 'test_shop' },
        ] as const;
        let attacks = 0;
        for (const { sender, itself } of others) {
          const request = door.requestOf(things);
          if (JSON.stringify(request).includes(victim)) {
            const { code, seen } = await refused(door, sender);
            expect(['merchant_mismatch', 'not_found'], seen).toContain(code);
            attacks += 1;
          }
          if (isFilteredList(request, things)) {
            // As empty as for what is not there.
            const asItself = named(itself);
            const found = await ask(sender, door.requestOf(asItself(things)), door);
            expect(await ask(sender, door.requestOf(asItself(missing)), door)).toEqual(found);
            attacks += 1;
          } else if (namesAThing(request, things)) {
            const { code, seen } = await refused(door, sender, named(itself));
            expect(code, seen).toBe('not_found');
            attacks += 1;
          }
        }
        expect(attacks, 'say how one merchant could ask for what is another’s here').toBeGreaterThan(0);
      },
    );

    test.each(ofOperators)('AP4: $name is for no merchant, whatever its key may do', async (door) => {
      const { status, seen } = await refused(door, { kind: 'merchant', merchantId: victim });
      expect([403, 404], seen).toContain(status);
    });

    test('AP4: strangers have changed nothing', async () => {
      expect(await bookedState(platform().cloud, region)).toEqual(before);
    });
  });

  test.each(guarded)('AP4: $name lets in who may', async (door) => {
    const { code, seen } = await ask(senderTo(door.operation, victim), door.requestOf(things), door);
    expect(['access_key_invalid', 'access_denied', 'merchant_mismatch', 'not_found'], seen).not.toContain(code);
  });
}

/** Sends until there is another answer than "later", or than none. */
async function answered(
  { callers, cloud }: RunningPlatform,
  { sender, request, method }: { readonly sender: Sender; readonly request: DescribedRequest; readonly method: string },
): Promise<Answer> {
  const url = new URL(`${cloud.publicApi}${request.target}`);
  return await waitUntil(
    async () => {
      const response = await callers
        .fetch(sender, url, {
          headers: { 'Content-Type': 'application/json', [headers.idempotencyKey]: randomUUID() },
          ...(method === 'GET' ? { method } : { method: 'POST', body: JSON.stringify(request.body ?? {}) }),
        })
        .catch((error: unknown) => {
          if (!(error instanceof TypeError)) throw error;
        });
      if (response === undefined || response.status === 429 || response.status === 503) return undefined;
      return await answerIn(response, request);
    },
    { everyMs: 100 },
  );
}

/** Headers that are new with each request; `ratelimit` counts those of the caller. */
const changing: ReadonlySet<string> = new Set([
  'date',
  headers.correlationId.toLowerCase(),
  'content-length',
  'ratelimit',
]);

async function answerIn(response: Response, request: DescribedRequest): Promise<Answer> {
  const text = await response.text();
  const { trace_id: _, ...body } = Object(text === '' ? {} : JSON.parse(text));
  const told = [...response.headers].filter(([name]) => !changing.has(name) && !/^x-amz/.test(name));
  const sent = [
    ...`${request.target} ${JSON.stringify(request.body)}`.matchAll(/[a-z]{2,3}_[0-9a-f]{32}|\b[0-9a-f]{20}\b/g),
  ].flat();
  const ids = [...sent, victim, missing.merchantId];
  const seen = ids.reduce((all, id) => all.replaceAll(id, '…'), JSON.stringify([response.status, told, body]));
  return { status: response.status, code: body.code, seen };
}
