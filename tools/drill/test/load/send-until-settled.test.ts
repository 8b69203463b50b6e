import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ProblemCode, problemOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { DrillClock } from '../../src/clock.ts';
import type { PlannedChange, PlannedPayment, PlannedRequest } from '../../src/load/planned-request.ts';
import { PublicApi } from '../../src/load/public-api.ts';
import { sendUntilSettled } from '../../src/load/send-until-settled.ts';
import type { Credentials } from '../../src/load/sender.ts';
import { Random } from '../../src/random.ts';
import { Book } from '../../src/witness/book.ts';
import { aNameServer } from './a-name-server.ts';

const payment: PlannedPayment = {
  number: 1,
  dueMs: 0,
  purpose: 'payment',
  idempotencyKey: 'key-1',
  sender: { kind: 'merchant', merchantId: 'acme' },
  body: '{"amount_minor":"1"}',
  intent: { merchantId: 'acme', amountMinor: '1', currency: 'EUR', reference: 'key-1', capture: 'manual' },
};
const capture: PlannedChange = {
  number: 2,
  dueMs: 0,
  purpose: 'change',
  idempotencyKey: 'key-2',
  sender: { kind: 'operator' },
  body: '{}',
  change: { reference: 'key-1', action: 'capture', seen: 'nothing' },
  payment: 1,
  after: 1,
};

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const status =
  (code: number, headers: Record<string, string> = {}, body = '{}'): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);
const problem = (code: ProblemCode): Answer => {
  const it = problemOf(code);
  return status(it.status, {}, JSON.stringify(it));
};
const hangUp: Answer = (response) => response.destroy();

/** Shows who sends, and where to. */
const credentials: Credentials = {
  headersOf: async (sender, { headers }, { address }) => ({
    ...headers,
    authorization: `${sender.kind === 'merchant' ? sender.merchantId : sender.kind} at ${address}`,
  }),
};

/** Sends one request to a server that gives the answers in turn, the last for ever. */
async function send(
  answers: readonly Answer[],
  {
    addresses = ['127.0.0.1'],
    abortAfter = Number.POSITIVE_INFINITY,
    lastCallAfter = Number.POSITIVE_INFINITY,
    planned = payment,
    ifMatch,
  }: {
    readonly addresses?: readonly string[];
    readonly abortAfter?: number;
    readonly lastCallAfter?: number;
    readonly planned?: PlannedRequest;
    readonly ifMatch?: string;
  } = {},
) {
  const requests: { readonly key: string | undefined; readonly host: string | undefined }[] = [];
  const claims: (string | undefined)[] = [];
  const shown: (string | undefined)[] = [];
  const interruption = new AbortController();
  const lastCall = new AbortController();
  const server = createServer((request, response) => {
    request.resume();
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ key: request.headers['idempotency-key']?.toString(), host: request.headers.host });
    claims.push(request.headers['if-match']);
    shown.push(request.headers.authorization);
    if (requests.length >= abortAfter) interruption.abort();
    if (requests.length >= lastCallAfter) lastCall.abort();
    answer?.(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await using names = await aNameServer(addresses);
  const { port } = server.address() as AddressInfo;
  using api = new PublicApi({ url: 'http://api.example', dns: names.at, port, credentials });
  const book = new Book();
  const { signal } = interruption;
  const address = { path: '/somewhere', ...(ifMatch === undefined ? {} : { ifMatch }) };
  const answer = await sendUntilSettled(planned, address, {
    api,
    book,
    clock: new DrillClock(),
    jitter: new Random(1),
    signal,
    lastCall: lastCall.signal,
    patienceMs: Number.POSITIVE_INFINITY,
  });
  server.closeAllConnections();
  server.close();
  return {
    answer,
    requests,
    claims,
    shown,
    asked: names.asked,
    kinds: book.entries().map(({ kind }) => kind),
    entries: book.entries(),
  };
}

test.each([202, 400, 422])('takes %i as final', async (code) => {
  const { answer, kinds } = await send([status(code)]);
  expect(answer?.status).toBe(code);
  expect(kinds).toEqual(['request', 'attempt', 'answer']);
});

test('takes a refusal by the business as final, and a conflict with a running request not', async () => {
  const refused = await send([problem('operation_not_allowed')], { planned: capture });
  expect(refused.requests).toHaveLength(1);
  for (const passing of ['conflict', 'payment_not_booked_yet'] as const) {
    const running = await send([problem(passing), status(201)], { planned: capture });
    expect(running.answer?.status).toBe(201);
  }
});

test('takes a payment that is not found for one that is not booked yet, when it is about to change it', async () => {
  const change = await send([problem('not_found'), status(201)], { planned: capture });
  expect(change.answer?.status).toBe(201);
  const other = await send([problem('not_found'), status(201)]);
  expect(other.answer?.status).toBe(404);
});

test('claims at every attempt to have seen the same version, and writes down what it wants', async () => {
  const { claims, entries } = await send([status(503), status(201)], { planned: capture, ifMatch: '"2"' });
  expect(claims).toEqual(['"2"', '"2"']);
  expect(entries[0]).toMatchObject({ kind: 'request', path: '/somewhere', ifMatch: '"2"', change: capture.change });
});

test.each([429, 500, 502, 503, 504])('sends again after %i, with the same key', async (code) => {
  const { answer, requests } = await send([status(code), status(202)]);
  expect(answer?.status).toBe(202);
  expect(requests).toEqual([
    { key: 'key-1', host: 'api.example' },
    { key: 'key-1', host: 'api.example' },
  ]);
});

test('sends again when the connection breaks, and writes the silence down', async () => {
  const { answer, kinds } = await send([hangUp, status(202)]);
  expect(answer?.status).toBe(202);
  expect(kinds).toEqual(['request', 'attempt', 'silence', 'attempt', 'answer']);
});

test('asks the DNS before every attempt and follows the name to another address', async () => {
  // Nobody listens at 127.0.0.9: the region behind the first answer is gone.
  const { answer, asked, shown, entries } = await send([status(202)], { addresses: ['127.0.0.9', '127.0.0.1'] });
  expect(answer?.status).toBe(202);
  expect(asked).toEqual(['127.0.0.9', '127.0.0.1']);
  // A signature is good in one region.
  expect(shown).toEqual(['acme at 127.0.0.1']);
  expect(entries.filter((entry) => entry.kind === 'attempt').map(({ address }) => address)).toEqual(asked);
});

test('waits at least half of what Retry-After asks for', async () => {
  const { entries } = await send([status(503, { 'Retry-After': '1' }), status(202)]);
  const [first, second] = entries.filter((entry) => entry.kind === 'attempt');
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(500);
});

test('gives up when the drill is interrupted, and writes that down', async () => {
  const { answer, kinds } = await send([status(503)], { abortAfter: 2 });
  expect(answer).toBeUndefined();
  expect(kinds.at(-1)).toBe('given_up');
});

test('takes a final answer after the last call, and tries no more without one', async () => {
  const answered = await send([status(201)], { lastCallAfter: 1 });
  expect(answered.answer?.status).toBe(201);
  const refused = await send([status(503)], { lastCallAfter: 2 });
  expect(refused.answer).toBeUndefined();
  expect(refused.requests).toHaveLength(2);
  expect(refused.kinds.at(-1)).toBe('given_up');
});
