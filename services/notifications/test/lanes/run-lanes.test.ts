import type { ServerResponse } from 'node:http';
import { processClock } from '@redoubt/lambda-kit';
import { expect, test } from 'vitest';
import { deliverEvent } from '../../src/deliver-event.ts';
import type { Lane } from '../../src/lanes/lane-store.ts';
import { runLanes } from '../../src/lanes/run-lanes.ts';
import { takeTurn } from '../../src/lanes/take-turn.ts';
import { aMerchant } from '../support/a-merchant.ts';
import { aCapture } from '../support/payment-events.ts';
import { startReceiver } from '../support/receiver.ts';

const dead = 50;

/*
 * Goal: endpoints that take webhooks and never answer hold up nobody.
 * Method: fifty of them, all due before a healthy one, and none is answered until the healthy one has got its webhook: were
 * it behind any of them, the test would never end.
 */
test(`11 C: ${dead} dead endpoints hold up nobody`, async () => {
  await using merchant = await aMerchant();
  await using receiver = await startReceiver();
  merchant.localOrigins.push(receiver.origin);
  const { endpoints, lanes, deliveries, dependencies } = merchant;
  const ids = Array.from({ length: dead + 1 }, (_, at) => `we_${at.toString(16).padStart(32, '0')}`);
  const healthyId = ids[dead] ?? '';
  const createdAt = '2030-01-31T11:00:00.000Z';
  const event = (merchantId: string) => {
    const capture = aCapture({ subject: `pay_${merchantId.slice(5).padStart(32, '0')}` });
    return { ...capture, data: { ...capture.data, merchantId, paymentId: capture.subject } };
  };
  for (const [at, endpointId] of ids.entries()) {
    const merchantId = `shop-${at}`;
    const url = endpointId === healthyId ? receiver.url : `${receiver.url}?dead`;
    await endpoints.add({ endpointId, merchantId, url, createdAt, failingSince: createdAt });
    await deliverEvent(event(merchantId), dependencies);
  }
  expect(receiver.received).toEqual([]);

  const held: ServerResponse[] = [];
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  receiver.answer = (response) => {
    if (response.req.url?.endsWith('dead')) return void held.push(response);
    response.writeHead(204).end();
    arrive();
  };
  const failures: unknown[] = [];
  let isTimeLeft = true;
  const send: typeof dependencies.send = async (url, message) => {
    // Without the sender's limit of five seconds: these endpoints answer when the test lets them.
    const answer = await fetch(url, { method: 'POST', headers: { ...message.headers }, body: message.body });
    return answer.ok
      ? { kind: 'confirmed', text: 'status 204' }
      : { kind: 'unconfirmed', text: `status ${answer.status}` };
  };
  const running = runLanes({
    lanes,
    isActive: () => Promise.resolve(true),
    isTimeLeft: () => isTimeLeft,
    takeTurn: (lane) =>
      takeTurn(lane, {
        ...dependencies,
        send,
        waiting: deliveries,
        isTimeLeft: () => true,
        sendCode: () => Promise.resolve(true),
      }),
    clock: { ...processClock, sleep: () => processClock.sleep(1) },
    onFailure: (error) => void failures.push(error),
  });
  await arrived;
  expect(held.length).toBeGreaterThan(0);
  expect((await deliveries.waitingFor(healthyId, { upTo: undefined, pageMax: 1 })).length).toBeLessThanOrEqual(1);
  isTimeLeft = false;
  receiver.answer = (response) => void response.writeHead(503).end();
  for (const response of held) response.writeHead(503).end();
  await running;
  expect(failures).toEqual([]);
  expect(await endpoints.ofId({ merchantId: `shop-${dead}`, endpointId: healthyId })).not.toHaveProperty(
    'failingSince',
  );
});

const laneOf = (at: number): Lane => ({
  endpointId: `we_${at}`,
  merchantId: 'acme',
  dueAt: '2030-01-31T12:00:00.000Z',
  wokenAt: '2030-01-31T12:00:00.000Z',
  wakes: 1,
});

/** A loop of so many looks over lanes in memory. */
async function loop(looks: number, over: Partial<Parameters<typeof runLanes>[0]>) {
  const turns: string[] = [];
  const failures: unknown[] = [];
  let left = looks;
  const run = await runLanes({
    lanes: { due: () => Promise.resolve([laneOf(1)]) },
    isActive: () => Promise.resolve(true),
    isTimeLeft: () => left-- > 0,
    takeTurn: async ({ endpointId }) => void turns.push(endpointId),
    clock: {
      nowMs: () => Date.parse('2030-01-31T12:00:07.000Z'),
      steadyMs: () => 0,
      sleep: () => new Promise((resolve) => setImmediate(resolve)),
    },
    onFailure: (error) => void failures.push(error),
    ...over,
  });
  return { run, turns, failures };
}

test('a lane has one turn at a time', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  const ended = loop(3, {
    takeTurn: () => {
      begun += 1;
      return promise;
    },
  });
  setImmediate(() => setImmediate(() => setImmediate(() => setImmediate(resolve))));
  expect((await ended).run).toEqual({ turns: 1, latestMs: 7_000 });
  expect(begun).toBe(1);
});

test('a standby takes no turns', async () => {
  expect(await loop(3, { isActive: () => Promise.resolve(false) })).toMatchObject({
    turns: [],
    run: { turns: 0, latestMs: undefined },
  });
});

test('a turn or a look that fails ends neither the loop nor other turns', async () => {
  let looks = 0;
  const done: string[] = [];
  const { turns, failures } = await loop(4, {
    lanes: {
      due: async () => {
        looks += 1;
        if (looks === 1) throw new Error('said by the test');
        return [laneOf(1), laneOf(2)];
      },
    },
    takeTurn: async ({ endpointId }) => {
      if (endpointId === 'we_1') throw new Error('said by the test');
      done.push(endpointId);
    },
  });
  expect(turns).toEqual([]);
  expect(done).toHaveLength(3);
  expect(failures).toHaveLength(4);
});

test('what is left alone by agreement is not late', async () => {
  const lane = { ...laneOf(1), notBefore: '2030-01-31T12:00:06.000Z' };
  expect((await loop(1, { lanes: { due: () => Promise.resolve([lane]) } })).run.latestMs).toBe(1_000);
});
