import {
  CaptureRequest,
  type CreatePayment,
  OperationView,
  Problem,
  RefundRequest,
  VoidRequest,
} from '@redoubt/contracts';
import { FaultError, type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from '../../src/announcing/announcer.ts';
import { changeRoute } from '../../src/changing/change-route.ts';
import type { PaymentChange } from '../../src/domain/payment-change.ts';
import { aCommand } from '../support/a-command.ts';
import { type ApiRequest, ask } from '../support/api-event.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { aPaymentChange } from '../support/payment-changes.ts';

let server: LedgerServer;
let db: LedgerDatabase;
let journal: JournalInMemory;
let publisher: CollectingPublisher;
/** Announced and projected into the read model. */
let announced: PaymentChange[];
/** Played in turn, the last one for ever. */
let leases: (LeaseView | Error)[];
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const active: LeaseView = leaseViewOf(
  { epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
  'us-east-1',
);
const lost: LeaseView = { ...active, epoch: 2, activeRegion: 'us-east-2', isActive: false };
beforeEach(() => {
  journal = new JournalInMemory();
  publisher = new CollectingPublisher();
  announced = [];
  leases = [active];
});

const routes = {
  captures: { type: 'CapturePayment', scope: 'payments:write', body: CaptureRequest },
  voids: { type: 'VoidPayment', scope: 'payments:write', body: VoidRequest },
  refunds: { type: 'RefundPayment', scope: 'refunds:write', body: RefundRequest },
} as const;

interface Asked extends Omit<ApiRequest, 'id'> {
  readonly key?: string;
}

async function post(path: keyof typeof routes, payment: { readonly paymentId: string }, { key, ...request }: Asked) {
  const route = changeRoute(routes[path], {
    ledger: db.ledger,
    journal,
    lease: {
      async current() {
        const view = leases.length > 1 ? leases.shift() : leases[0];
        if (view instanceof Error || view === undefined) throw view;
        return view;
      },
    },
    readModel: {
      changesOf: async (wanted) =>
        announced.filter((change) => change.paymentId === wanted.paymentId && change.merchantId === wanted.merchantId),
    },
    keys: aDoorkeeper,
    announcer: new Announcer({ ledger: db.ledger, publisher, region: 'us-east-1' }),
  });
  const headers = { ...(key === undefined ? {} : { 'Idempotency-Key': key }), ...request.headers };
  return ask(route, { body: '', ...request, id: payment.paymentId, headers });
}

let made = 0;
async function booked(over: Partial<CreatePayment> = {}): Promise<CreatePayment> {
  made += 1;
  const command = aCommand({ key: `payment-${made}`, amountMinor: '1000', capture: 'manual', ...over });
  await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
  return command;
}
const bodyOf = (amount_minor?: string) => ({
  merchant_id: 'acme',
  ...(amount_minor === undefined ? {} : { amount_minor }),
});

test('answers 201 with the operation after ledger and journal have it, and announces it', async () => {
  const payment = await booked();
  const answer = await post('captures', payment, { key: 'a', body: bodyOf('400') });
  expect(answer).toMatchObject({ status: 201, headers: { ETag: '"3"' } });
  expect(OperationView.parse(answer.json)).toMatchObject({
    payment_id: payment.paymentId,
    operation: 'partial_capture',
    amount_minor: '400',
    payment_status: 'partially_captured',
  });
  const [record] = journal.records.values();
  expect(record).toMatchObject({
    outcome: { outcome: 'applied', version: 3 },
    response: { status: 201, body: answer.text },
  });
  expect(publisher.events.map(({ type }) => type)).toEqual(['PaymentPartiallyCaptured']);
});

test('answers a repeat byte for byte, also when its region has never seen the payment', async () => {
  const payment = await booked();
  const first = await post('voids', payment, { key: 'b', body: bodyOf() });
  const again = await post('voids', payment, { key: 'b', body: bodyOf() });
  expect(again).toMatchObject({
    status: 201,
    text: first.text,
    headers: { 'Idempotency-Replayed': 'true', ETag: '"3"' },
  });
  expect(first.headers).not.toHaveProperty('Idempotency-Replayed');

  const elsewhere = await server.ledgerDatabase();
  const here = db;
  db = elsewhere;
  expect((await post('voids', payment, { key: 'b', body: bodyOf() })).text).toBe(first.text);
  db = here;
  // Nothing was decided there: the recovery brings the outcome.
  expect(await elsewhere.owner.run('select command_id::text from pay.inbox')).toEqual([]);
  await elsewhere[Symbol.asyncDispose]();
});

test('answers a refusal again byte for byte, though the payment has changed since', async () => {
  const payment = await booked();
  const first = await post('captures', payment, { key: 'c', body: bodyOf('1001') });
  expect(first).toMatchObject({ status: 422, json: { code: 'amount_over_authorized', retryable: false } });
  await post('voids', payment, { key: 'c', body: bodyOf() });
  expect(await post('captures', payment, { key: 'c', body: bodyOf('1001') })).toMatchObject({
    text: first.text,
    headers: { 'Idempotency-Replayed': 'true', 'Content-Type': 'application/problem+json' },
  });
});

test('refuses the key for another amount, another payment or another If-Match', async () => {
  const [payment, other] = [await booked(), await booked()];
  await post('captures', payment, { key: 'd', body: bodyOf('1') });
  for (const answer of [
    await post('captures', payment, { key: 'd', body: bodyOf('2') }),
    await post('captures', other, { key: 'd', body: bodyOf('1') }),
    await post('captures', payment, { key: 'd', body: bodyOf('1'), headers: { 'If-Match': '"3"' } }),
  ]) {
    expect(answer).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } });
  }
  // The same key on another route is another command.
  expect(await post('voids', payment, { key: 'd', body: bodyOf() })).toMatchObject({ status: 201 });
});

test('gives a hundred concurrent duplicates the same bytes and books once', async () => {
  const payment = await booked({ capture: 'automatic' });
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => post('refunds', payment, { key: 'e', body: bodyOf('300') })),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers['Idempotency-Replayed'] === undefined)).toHaveLength(1);
  expect(await db.ledger.payment(payment)).toMatchObject({ refunded_minor: '300', version: 3 });
});

test('answers 503 when the journal gives no answer, and the retry answers what was booked', async () => {
  const payment = await booked();
  const { recall } = journal;
  journal.recall = async () => undefined;
  journal.isUnreachable = true;
  const cut = await post('captures', payment, { key: 'f', body: bodyOf('10') });
  expect(cut).toMatchObject({
    status: 503,
    json: { code: 'journal_unreachable', retryable: true },
    headers: { 'Retry-After': '1' },
  });
  expect(publisher.events).toEqual([]);
  journal.recall = recall;
  journal.isUnreachable = false;
  expect(await post('captures', payment, { key: 'f', body: bodyOf('10') })).toMatchObject({
    status: 201,
    json: { version: 3 },
  });
  expect(await db.ledger.payment(payment)).toMatchObject({ captured_minor: '10', version: 3 });
});

test('books nothing when the journal can not be asked first', async () => {
  const payment = await booked();
  journal.isUnreachable = true;
  expect(await post('voids', payment, { key: 'g', body: bodyOf() })).toMatchObject({ status: 503 });
  expect(await db.ledger.payment(payment)).toMatchObject({ status: 'authorized' });
});

test('gives no answer when its region is not active any more at the commit', async () => {
  const payment = await booked();
  leases = [active, lost];
  expect(await post('voids', payment, { key: 'h', body: bodyOf() })).toMatchObject({
    status: 503,
    json: { code: 'region_not_active' },
  });
  expect(journal.records.size).toBe(0);
});

test.each<[string, LeaseView | Error]>([
  ['a standby', lost],
  ['a region that recovers', { ...active, mode: 'recovering', stage: 'fenced', canBook: false, canChange: false }],
  ['an epoch that is not open', { ...active, epoch: 2 }],
  ['a region that does not know who may act', new FaultError('region_state_unreachable', 'said by the test')],
])('FO4: answers 503 in %s, and books and journals nothing', async (_, view) => {
  const payment = await booked();
  leases = [view];
  expect(await post('voids', payment, { key: 'i', body: bodyOf() })).toMatchObject({
    status: 503,
    json: { code: 'region_not_active' },
    headers: { 'Retry-After': '1' },
  });
  expect(await db.ledger.payment(payment)).toMatchObject({ version: 2 });
  expect(journal.records.size).toBe(0);
});

test('answers 503 after a failover until the ledger is recovered, and then decides', async () => {
  const others = db;
  await using own = await server.ledgerDatabase();
  db = own;
  const payment = await booked();
  await db.ledger.openEpoch(2, 'us-east-1');
  leases = [{ ...active, epoch: 2 }];
  const request = { key: 'recovered', body: bodyOf() };
  expect(await post('voids', payment, request)).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
  expect(journal.records.size).toBe(0);
  await db.ledger.finishRecovery(2);
  expect(await post('voids', payment, request)).toMatchObject({ status: 201 });
  db = others;
});

test.each([
  ['another merchant’s payment', { merchant_id: 'stranger' }, undefined],
  ['a payment that is not booked', { merchant_id: 'acme' }, `pay_${'0'.repeat(32)}`],
  ['what is no id', { merchant_id: 'acme' }, "pay_' or true --"],
])('answers 404 to %s and journals nothing', async (_, body, paymentId) => {
  const payment = paymentId === undefined ? await booked() : { paymentId };
  for (const path of ['captures', 'voids', 'refunds'] as const) {
    expect(await post(path, payment, { key: 'j', body })).toMatchObject({ status: 404, json: { code: 'not_found' } });
  }
  expect(journal.records.size).toBe(0);
});

test('answers 412 to a stale ETag and takes the current one, or any', async () => {
  const payment = await booked();
  const ifMatch = (etag: string) => ({ body: bodyOf('1'), headers: { 'If-Match': etag } });
  expect(await post('captures', payment, { key: 'k1', ...ifMatch('"1"') })).toMatchObject({
    status: 412,
    json: { code: 'version_mismatch' },
  });
  expect(await post('captures', payment, { key: 'k2', ...ifMatch('"2"') })).toMatchObject({ status: 201 });
  expect(await post('captures', payment, { key: 'k3', ...ifMatch('*') })).toMatchObject({ status: 201 });
  for (const etag of ['2', 'W/"2"', '"0"', '"-1"', '"2", "3"', '']) {
    expect(await post('captures', payment, { key: 'k4', ...ifMatch(etag) }), etag).toMatchObject({ status: 400 });
  }
});

test('answers 409 to a second void', async () => {
  const payment = await booked();
  await post('voids', payment, { key: 'l1', body: bodyOf() });
  const second = await post('voids', payment, { key: 'l2', body: bodyOf() });
  expect(Problem.parse(second.json)).toMatchObject({ status: 409, code: 'operation_not_allowed', retryable: false });
});

test('leaves an event that the bus did not accept to the relay, and answers all the same', async () => {
  const payment = await booked();
  publisher.refuses = true;
  expect(await post('voids', payment, { key: 'n', body: bodyOf() })).toMatchObject({ status: 201 });
  const waiting = await db.ledger.outbox({ ageMsMin: 0, batchMax: 1_000 });
  expect(waiting.map(({ event }) => [event.subject, event.type])).toContainEqual([payment.paymentId, 'PaymentVoided']);
});

/** Collects the functions' log lines, their metrics included, until it is stopped. */
function written(): { readonly lines: readonly string[]; stop(): void } {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  return {
    lines,
    stop() {
      write.mockRestore();
      vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
    },
  };
}

test('answers by the journal when the lost region has decided otherwise, and rings an alarm', async () => {
  const payment = await booked();
  // What the other region has answered; its journal entry comes after this region has asked for one.
  const elsewhere = await server.ledgerDatabase();
  await elsewhere.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: payment, appliedBy: 'consumer' });
  const here = db;
  db = elsewhere;
  await post('captures', payment, { key: 'other', body: bodyOf('1000') });
  const first = await post('captures', payment, { key: 'diverged', body: bodyOf('400') });
  db = here;
  expect(first.status).toBe(409);

  const late = journal;
  journal = Object.assign(new JournalInMemory(), { put: late.put.bind(late), records: late.records });
  journal.recall = async () => undefined;
  const { lines, stop } = written();
  const answer = await post('captures', payment, { key: 'diverged', body: bodyOf('400') });
  stop();
  expect(answer).toMatchObject({ status: 409, text: first.text, headers: { 'Idempotency-Replayed': 'true' } });
  expect(await db.ledger.payment(payment)).toMatchObject({ captured_minor: '400' });
  expect(lines.filter((line) => line.includes('"OutcomesDiverged":1'))).toHaveLength(1);
  await elsewhere[Symbol.asyncDispose]();
});

test('rings no alarm when both regions have decided the same', async () => {
  const payment = await booked();
  const elsewhere = await server.ledgerDatabase();
  await elsewhere.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: payment, appliedBy: 'consumer' });
  const here = db;
  db = elsewhere;
  const first = await post('voids', payment, { key: 'same', body: bodyOf() });
  db = here;
  const late = journal;
  journal = Object.assign(new JournalInMemory(), { put: late.put.bind(late), records: late.records });
  journal.recall = async () => undefined;
  const { lines, stop } = written();
  expect(await post('voids', payment, { key: 'same', body: bodyOf() })).toMatchObject({ text: first.text });
  stop();
  expect(lines.filter((line) => line.includes('OutcomesDiverged'))).toEqual([]);
  await elsewhere[Symbol.asyncDispose]();
});

test('11.A5: a payment that is shown as accepted and is not booked yet answers 409, retryable, and then the change', async () => {
  const payment = aCommand({ key: 'not-booked-yet', amountMinor: '1000', capture: 'manual' });
  const capture = () => post('captures', payment, { key: 'early', body: bodyOf('400') });
  expect(await capture()).toMatchObject({ status: 404, json: { code: 'not_found', retryable: false } });
  announced.push(aPaymentChange({ paymentId: payment.paymentId, merchantId: payment.merchantId, status: 'accepted' }));
  expect(await capture()).toMatchObject({
    status: 409,
    headers: { 'Retry-After': '1' },
    json: { code: 'payment_not_booked_yet', retryable: true },
  });
  // Whose payment it is, is nobody else's business.
  announced = [aPaymentChange({ paymentId: payment.paymentId, merchantId: 'globex', status: 'accepted' })];
  expect(await capture()).toMatchObject({ status: 404 });
  await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: payment, appliedBy: 'consumer' });
  expect(await capture()).toMatchObject({ status: 201, json: { amount_minor: '400' } });
});
