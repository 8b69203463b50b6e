import { describe, expect, test } from 'vitest';
import type { Evidence, LedgerView } from '../../src/evidence/evidence.ts';
import type { PaymentIntent } from '../../src/load/intents.ts';
import type { Rule } from '../../src/verdict/finding.ts';
import { judge, type Verdict } from '../../src/verdict/judge.ts';
import { archiveHead, endpoint, intactEvidence, intactPayment, looked } from '../intact-evidence.ts';

const sound = intactEvidence();
const [first, second] = [intactPayment(1), intactPayment(2)];

test('passes a drill in which everything was kept, and counts what replication lost and the journal brought back', () => {
  expect(judge(sound)).toEqual({
    pass: true,
    acknowledged: 3,
    unacknowledged: 0,
    lost: 0,
    duplicated: 0,
    misbooked: 0,
    unrequested: 0,
    inDoubt: 0,
    inReview: 0,
    ...{ expired: 0, expiredAfterwards: 0, notExpired: 0 },
    changesDone: 0,
    changesRefused: 0,
    changesUnanswered: 0,
    changesLost: 0,
    changesUnrequested: 0,
    answersWrong: 0,
    shortfalls: [],
    ledgerSumByCurrency: { EUR: '0' },
    ledgerDrift: 0,
    commandsRebuilt: 3,
    rebuildDifferences: 0,
    eventsMissing: 0,
    eventsDuplicated: 0,
    webhooksMissing: 0,
    webhooksDuplicated: 0,
    webhooksUnverified: 0,
    webhooksUnfounded: 0,
    webhooksRepeated: 0,
    ...{ sessions: 1, sessionsLost: 0, sessionsOverwritten: 0, endpoints: 1 },
    ...{ failoversMissing: 0, failoversUnwanted: 0, stranded: 0, alarmsSilent: 0 },
    staleEpochWritesAccepted: 0,
    badRequestsAccepted: 0,
    ...{ accessRefused: 0, refusalsWrong: 0, strangersRefused: 0 },
    replaysDiffering: 0,
    cardNumbersFound: 0,
    cardNumbersLookedFor: looked,
    lostByReplication: 1,
    changesLostByReplication: 0,
    appliedFromJournal: 1,
    breaches: 0,
    findings: [],
  } satisfies Verdict);
});

describe('a planted defect breaks the verdict:', () => {
  const ledger = (over: Partial<LedgerView>): Partial<Evidence> => ({ ledger: { ...sound.ledger, ...over } });
  const withoutFirst = sound.ledger.payments.slice(1);
  const isOf = (subject: string) => (event: { readonly subject: string }) => event.subject === subject;

  const [session] = sound.sessions;
  const states = (...states: readonly [number, string, string][]): Partial<Evidence> => ({
    conduct: {
      ...sound.conduct,
      changes: states.map(([epoch, activeRegion, mode], atMs) => ({
        atMs,
        epoch,
        activeRegion,
        mode,
        stage: 'verified',
      })),
    },
  });

  test.each<[string, Partial<Evidence>, Rule]>([
    ['a lost session', { foundSessions: [{ name: 'run-session-1', found: { kind: 'unknown' } }] }, 'session_lost'],
    ['a session that is not readable', { foundSessions: [] }, 'session_lost'],
    [
      'an overwritten session',
      {
        foundSessions: [
          { name: 'run-session-1', found: { kind: 'found', version: 2, attributes: { step: 'another' } } },
        ],
      },
      'session_overwritten',
    ],
    [
      'a session whose change was refused',
      { sessions: session === undefined ? [] : [{ ...session, wrong: ['the change to version 3 was answered 412'] }] },
      'session_overwritten',
    ],
    ['a failover that did not come', states([1, 'us-east-1', 'open']), 'failover_missing'],
    [
      'a second failover',
      states([1, 'us-east-1', 'open'], [2, 'us-east-2', 'open'], [3, 'us-east-1', 'open']),
      'failover_unwanted',
    ],
    [
      'a platform that books no payment any more',
      { conduct: { ...sound.conduct, atEnd: { isBooked: false, isChanged: false } } },
      'stranded',
    ],
    [
      'clients sent to a region that is not active',
      {
        conduct: { ...sound.conduct, traffic: [{ atMs: 40, toRegion: 'us-east-1', activeRegion: 'us-east-2' }] },
      },
      'traffic_astray',
    ],
    [
      'an alarm that called nobody',
      { conduct: { ...sound.conduct, rung: [{ region: 'us-east-2', alarm: 'ledger-lag-warning', atMs: 5 }] } },
      'alarm_silent',
    ],
    [
      'a ledger opened before a lease has ended',
      { conduct: { ...sound.conduct, leaseWaits: [{ epoch: 2, waitedMs: 900 }] } },
      'opened_early',
    ],
    [
      'a canary that was answered and never booked',
      { ledger: { ...sound.ledger, payments: sound.ledger.payments.filter(({ isCanary }) => !isCanary) } },
      'canary_missing',
    ],
    [
      'a watermark that stands still',
      ledger({ watermark: { upToMs: 60_000, advancedAtMs: 120_000 } }),
      'watermark_stands',
    ],
    [
      'a watermark that has passed a minute before it settled',
      ledger({ watermark: { upToMs: 180_000, advancedAtMs: 181_000 } }),
      'watermark_ahead',
    ],
    [
      'an id that does not follow from the command of an event',
      {
        events: sound.events.map((event, at) =>
          at === 0 ? { ...event, commandId: '00000000-0000-4000-8000-000000000000' } : event,
        ),
      },
      'event_misnamed',
    ],
    [
      'a platform that takes no change any more',
      { conduct: { ...sound.conduct, atEnd: { isBooked: true, isChanged: false } } },
      'stranded',
    ],
    [
      'a platform that is recovering for ever',
      states([1, 'us-east-1', 'open'], [2, 'us-east-2', 'recovering']),
      'stranded',
    ],
    [
      'a lost payment',
      { ...ledger({ payments: withoutFirst, transfers: sound.ledger.transfers.slice(1) }), webhooks: [] },
      'lost',
    ],
    [
      'a payment that is there under another id',
      ledger({ payments: [{ ...first.payment, paymentId: `pay_${'0'.repeat(32)}` }, ...withoutFirst] }),
      'lost',
    ],
    [
      'one request booked as two payments',
      ledger({ payments: [...sound.ledger.payments, { ...first.payment, paymentId: `pay_${'1'.repeat(32)}` }] }),
      'duplicated',
    ],
    [
      'one payment credited twice',
      ledger({ transfers: [...sound.ledger.transfers, { ...first.transfer, transferId: 'again' }] }),
      'duplicated',
    ],
    [
      'an amount that is one minor unit off',
      ledger({ payments: [{ ...first.payment, amountMinor: '101' }, ...withoutFirst] }),
      'misbooked',
    ],
    ['another currency', ledger({ payments: [{ ...first.payment, currency: 'USD' }, ...withoutFirst] }), 'misbooked'],
    [
      'another merchant',
      ledger({ payments: [{ ...first.payment, merchantId: 'borealis' }, ...withoutFirst] }),
      'misbooked',
    ],
    ['a capture without its transfer', ledger({ transfers: sound.ledger.transfers.slice(1) }), 'misbooked'],
    [
      'a capture credited to another merchant',
      ledger({
        transfers: [
          { ...first.transfer, creditAccount: 'merchant/borealis/payable/EUR' },
          ...sound.ledger.transfers.slice(1),
        ],
      }),
      'misbooked',
    ],
    [
      'a payment that was captured and should have been reviewed',
      {
        requests: [wanting({ amountMinor: '100000001' }), ...sound.requests.slice(1)],
        ...ledger({ payments: [{ ...first.payment, amountMinor: '100000001' }, ...withoutFirst] }),
      },
      'misbooked',
    ],
    [
      'a payment that was captured and should have been held',
      { requests: [wanting({ capture: 'manual' }), ...sound.requests.slice(1)] },
      'misbooked',
    ],
    [
      'a payment without a request',
      ledger({ payments: [...sound.ledger.payments, intactPayment(9).payment] }),
      'unrequested',
    ],
    ['a payment that nothing was done to', ledger({ operations: sound.ledger.operations.slice(1) }), 'in_doubt'],
    [
      'a payment whose row tells another story than its operations',
      ledger({ payments: [{ ...first.payment, status: 'authorized' }, ...withoutFirst] }),
      'misbooked',
    ],
    [
      'a fee that is one minor unit off',
      ledger({ payments: [{ ...first.payment, feeMinor: '2' }, ...withoutFirst] }),
      'misbooked',
    ],
    [
      'the fee of a dispute that nobody opened',
      ledger({ payments: [{ ...first.payment, disputeFeeMinor: '1500' }, ...withoutFirst] }),
      'misbooked',
    ],
    [
      'one minor unit under a dispute that nobody opened',
      ledger({ payments: [{ ...first.payment, disputedMinor: '1' }, ...withoutFirst] }),
      'misbooked',
    ],
    [
      'one minor unit that the network took back, by its transfers alone',
      ledger({
        transfers: [
          ...sound.ledger.transfers,
          {
            ...first.transfer,
            transferId: 'transfer-disputed',
            debitAccount: 'merchant/acme/payable/EUR',
            creditAccount: 'network/disputes/EUR',
            amountMinor: '1',
          },
        ],
      }),
      'misbooked',
    ],
    [
      'an unbalanced ledger',
      ledger({
        balances: [...sound.ledger.balances, { account: 'redoubt/fees/EUR', currency: 'EUR', creditMinor: '1' }],
      }),
      'unbalanced',
    ],
    ['a balance that drifted', ledger({ drift: ['merchant/acme/payable/EUR 600 601'] }), 'ledger_drift'],
    [
      'an acceptance that was not announced',
      {
        events: sound.events.filter(
          (event) => event.type !== 'PaymentAccepted' || !isOf(first.payment.paymentId)(event),
        ),
      },
      'event_missing',
    ],
    [
      'an outcome that was not announced',
      {
        events: sound.events.filter(
          (event) => event.type !== 'PaymentCaptured' || !isOf(first.payment.paymentId)(event),
        ),
      },
      'event_missing',
    ],
    [
      'one version announced under two ids',
      { events: [...sound.events, ...first.events.slice(1).map((event) => ({ ...event, id: 'another' }))] },
      'event_duplicated',
    ],
    ['a webhook that did not come', { webhooks: sound.webhooks.slice(1) }, 'webhook_missing'],
    [
      'a webhook with another amount',
      { webhooks: [{ ...first.webhook, amountMinor: '101' }, ...sound.webhooks.slice(1)] },
      'webhook_missing',
    ],
    [
      'a second endpoint that was not told',
      { endpoints: [endpoint, { endpointId: `we_${'2'.repeat(32)}`, merchantId: 'acme', registeredAtMs: 0 }] },
      'webhook_missing',
    ],
    [
      'a webhook under two ids',
      { webhooks: [...sound.webhooks, { ...first.webhook, webhookId: 'msg_other' }] },
      'webhook_duplicated',
    ],
    [
      'a webhook whose signature does not verify',
      { webhooks: [...sound.webhooks, { ...first.webhook, verified: false }] },
      'webhook_unverified',
    ],
    ['a webhook about nothing', { webhooks: [...sound.webhooks, intactPayment(9).webhook] }, 'webhook_unfounded'],
    [
      'an accepted write of the returned region',
      { zombieWrites: [{ way: 'pay.apply', accepted: true, answer: 'captured', reference: 'z' }] },
      'stale_epoch_write',
    ],
    [
      'a write of the returned region that was refused and is there all the same',
      {
        zombieWrites: [{ way: 'pay.apply', accepted: false, answer: '503', reference: first.payment.reference ?? '' }],
      },
      'stale_epoch_write',
    ],
    ['a bad request that was acknowledged', { requests: [...sound.requests, badRequest(202)] }, 'bad_request_accepted'],
    [
      'a repeat that was answered with other bytes',
      { requests: [...sound.requests, repeatOf(1, (body) => `${body} `)] },
      'replay_differs',
    ],
    [
      'an archive that makes another ledger',
      {
        rebuild: {
          ...{ outcome: 'made', objects: 2, commands: 3, deadBranches: [], head: archiveHead },
          differences: ['payments ["pay_1"] only_in_ledger'],
        },
      },
      'rebuild_differs',
    ],
    [
      'an archive whose chain is broken',
      { rebuild: { outcome: 'failed', text: 'chain_broken: line 3 was changed after it was sealed' } },
      'rebuild_differs',
    ],
    [
      'a payment that is held for review without a cause',
      ledger({
        operations: sound.ledger.operations.map((it, index) =>
          index === 0 ? { ...it, operation: 'hold_for_review', amountMinor: undefined } : it,
        ),
      }),
      'misbooked',
    ],
    ['a card number in a log', { cardScan: { places: ['us-east-1/region.log@8'], looked } }, 'card_number_found'],
  ])('%s', (_, over, rule) => {
    const verdict = judge(intactEvidence(over));
    expect(verdict.pass).toBe(false);
    expect(verdict.findings.map((finding) => finding.rule)).toContain(rule);
  });
});

describe('what is no breach:', () => {
  test.each<[string, Partial<Evidence>, Partial<Verdict>]>([
    [
      'a payment that was never acknowledged and is not there',
      { requests: [...sound.requests, { ...intactPayment(9).request, answers: [] }] },
      { unacknowledged: 1 },
    ],
    [
      'a payment that was never acknowledged and is there',
      { requests: [{ ...first.request, answers: [] }, ...sound.requests.slice(1)] },
      { acknowledged: 2, unacknowledged: 1 },
    ],
    [
      'a canary payment of the platform itself',
      {
        ledger: {
          ...sound.ledger,
          payments: [...sound.ledger.payments, { ...intactPayment(9).payment, isCanary: true }],
        },
      },
      {},
    ],
    [
      'a webhook delivered again under its id',
      { webhooks: [...sound.webhooks, first.webhook] },
      { webhooksRepeated: 1 },
    ],
    ['an event announced again under its id', { events: [...sound.events, ...second.events] }, {}],
    ['a bad request that was refused', { requests: [...sound.requests, badRequest(400)] }, { acknowledged: 3 }],
    [
      'a repeat that was answered with the same bytes',
      { requests: [...sound.requests, repeatOf(1, (body) => body)] },
      { acknowledged: 3 },
    ],
  ])('%s', (_, over, counts) => {
    expect(judge(intactEvidence(over))).toMatchObject({ pass: true, findings: [], ...counts });
  });
});

function wanting(intent: Partial<PaymentIntent>): Evidence['requests'][number] {
  const { request, answers } = first.request;
  const { intent: wanted } = request;
  return wanted === undefined ? first.request : { request: { ...request, intent: { ...wanted, ...intent } }, answers };
}

function badRequest(status: number): Evidence['requests'][number] {
  const { request, answers } = intactPayment(9).request;
  const { intent: _, ...plain } = request;
  return {
    request: { ...plain, number: 9, purpose: 'bad', defect: 'amount_zero' },
    answers: answers.map((answer) => ({ ...answer, number: 9, status })),
  };
}

function repeatOf(number: number, change: (body: string) => string): Evidence['requests'][number] {
  const { request, answers } = intactPayment(number).request;
  return {
    request: { ...request, number: 8, purpose: 'repeat' },
    answers: answers.map((answer) => ({ ...answer, number: 8, body: change(answer.body) })),
  };
}
