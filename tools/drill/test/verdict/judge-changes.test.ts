import { eventIdOf } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import type { Evidence, LedgerOperation, LedgerTransfer, LedgerView, SeenEvent } from '../../src/evidence/evidence.ts';
import type { Rule } from '../../src/verdict/finding.ts';
import { judge } from '../../src/verdict/judge.ts';
import type { BookedRequest } from '../../src/witness/read-book.ts';
import { aSoundLife, lifePaymentId, lifeRequests } from '../changed-payment.ts';

/*
 * Goal: the verdict sees whatever goes wrong with captures, voids and refunds, and nothing else.
 *
 * Method: evidence of a payment that was captured in two parts, of which one part was given back and one capture was
 * refused; each test changes one thing about it.
 */
const sound = aSoundLife();
const ledger = (over: Partial<LedgerView>): Partial<Evidence> => ({ ledger: { ...sound.ledger, ...over } });
const isOfLife = ({ paymentId }: { readonly paymentId: string }) => paymentId === lifePaymentId;

const withOperations = (change: (operation: LedgerOperation) => readonly LedgerOperation[]) =>
  ledger({
    operations: sound.ledger.operations.flatMap((it) => (isOfLife(it) ? change(it) : [it])),
  });
const withTransfers = (change: (transfer: LedgerTransfer) => readonly LedgerTransfer[]) =>
  ledger({ transfers: sound.ledger.transfers.flatMap((it) => (isOfLife(it) ? change(it) : [it])) });
const withRow = (over: Partial<LedgerView['payments'][number]>) =>
  ledger({ payments: sound.ledger.payments.map((it) => (isOfLife(it) ? { ...it, ...over } : it)) });

/** The drill's requests, with one of the life's changed. */
function withRequest(place: number, change: (request: BookedRequest) => readonly BookedRequest[]): Partial<Evidence> {
  const target = lifeRequests[place];
  return { requests: sound.requests.flatMap((it) => (it === target ? change(it) : [it])) };
}

function answered(request: BookedRequest, status: number, body: (text: string) => string): BookedRequest {
  return { ...request, answers: request.answers.map((it) => ({ ...it, status, body: body(it.body) })) };
}

test('passes a life in which every answer was kept, and counts its changes', () => {
  expect(judge(sound)).toMatchObject({
    pass: true,
    findings: [],
    changesDone: 3,
    changesRefused: 1,
    changesUnanswered: 0,
    changesLostByReplication: 0,
  });
});

describe('a planted defect breaks the verdict:', () => {
  test.each<[string, Partial<Evidence>, Rule]>([
    [
      'an answered refund that is not in the ledger',
      withOperations((it) => (it.operation === 'partial_refund' ? [] : [it])),
      'change_lost',
    ],
    [
      'an answered change of a payment that is gone',
      ledger({
        payments: sound.ledger.payments.filter((it) => !isOfLife(it)),
        operations: sound.ledger.operations.filter((it) => !isOfLife(it)),
      }),
      'change_lost',
    ],
    [
      'a change that was done under another key as well',
      withOperations((it) =>
        it.version === 5 ? [it, { ...it, version: 6, commandId: '00000000-0000-5000-8000-000000000000' }] : [it],
      ),
      'change_unrequested',
    ],
    [
      'a refused capture that took effect',
      withOperations((it) =>
        it.version === 5
          ? [
              it,
              {
                ...it,
                operation: 'capture',
                amountMinor: '401',
                version: 6,
                commandId: '00000000-0000-5000-8000-000000000000',
              },
            ]
          : [it],
      ),
      'change_unrequested',
    ],
    [
      'an operation of another amount than was answered',
      withOperations((it) => [it.version === 3 ? { ...it, amountMinor: '601' } : it]),
      'misbooked',
    ],
    [
      'operations in another order than was answered',
      withOperations((it) => [
        it.version === 3 ? { ...it, version: 4 } : it.version === 4 ? { ...it, version: 3 } : it,
      ]),
      'misbooked',
    ],
    ['a row that gives back less than its operations', withRow({ refundedMinor: '99' }), 'misbooked'],
    ['a row that still holds something', withRow({ heldMinor: '1' }), 'misbooked'],
    ['a row of another version', withRow({ version: 6 }), 'misbooked'],
    [
      'money that was given back twice',
      withTransfers((it) => (it.version === 5 ? [it, { ...it, transferId: 'again' }] : [it])),
      'duplicated',
    ],
    [
      'a hold that was not released',
      withTransfers((it) => (it.version === 4 && it.creditAccount === 'network/held/EUR' ? [] : [it])),
      'duplicated',
    ],
    [
      'a capture without its money',
      withTransfers((it) => (it.version === 4 && it.debitAccount === 'network/receivable/EUR' ? [] : [it])),
      'misbooked',
    ],
    [
      'a change answered with another amount',
      withRequest(1, (it) => [answered(it, 201, (body) => body.replace('"600"', '"500"'))]),
      'answer_wrong',
    ],
    [
      'a change answered with another version',
      withRequest(4, (it) => [answered(it, 201, (body) => body.replace('"version":5', '"version":4'))]),
      'answer_wrong',
    ],
    [
      'a change that was refused without a reason',
      withRequest(4, (it) => [
        answered(it, 409, () =>
          JSON.stringify({
            ...JSON.parse(lifeRequests[2]?.answers[0]?.body ?? ''),
            status: 409,
            code: 'operation_not_allowed',
          }),
        ),
      ]),
      'answer_wrong',
    ],
    [
      'a capture of too much that was answered as done',
      withRequest(2, (it) => [answered(it, 201, () => lifeRequests[1]?.answers[0]?.body ?? '')]),
      'answer_wrong',
    ],
    [
      'a claim of an old version that was let through',
      withRequest(1, (it) => [
        {
          ...it,
          request: {
            ...it.request,
            change: {
              reference: it.request.change?.reference ?? '',
              action: 'capture',
              amountMinor: '600',
              seen: 'old_version',
            },
          },
        },
      ]),
      'answer_wrong',
    ],
    [
      'a repeat that was answered otherwise than its original',
      withRequest(4, (it) => [it, repeatOf(it, (body) => `${body} `)]),
      'replay_differs',
    ],
    [
      'an operation that was not announced',
      { events: sound.events.filter(({ type }) => type !== 'PaymentPartiallyRefunded') },
      'event_missing',
    ],
    [
      'an operation announced under another version',
      {
        events: sound.events.map((event) =>
          event.type === 'PaymentPartiallyRefunded' ? { ...event, aggregateVersion: 6 } : event,
        ),
      },
      'event_missing',
    ],
    [
      'an operation that its merchant was not told of',
      { webhooks: sound.webhooks.filter(({ type }) => type !== 'payment.partially_refunded') },
      'webhook_missing',
    ],
    [
      'an operation that was announced to its merchant under two ids',
      {
        webhooks: sound.webhooks.flatMap((it) =>
          it.type === 'payment.authorized' ? [it, { ...it, webhookId: 'msg_other' }] : [it],
        ),
      },
      'webhook_duplicated',
    ],
  ])('%s', (_, over, rule) => {
    const verdict = judge(aSoundLife(over));
    expect(verdict.pass).toBe(false);
    expect(verdict.findings.map((finding) => finding.rule)).toContain(rule);
  });
});

describe('what is no breach:', () => {
  test('a change without an answer that is in the ledger', () => {
    const verdict = judge(aSoundLife(withRequest(4, (it) => [{ ...it, answers: [] }])));
    expect(verdict).toMatchObject({ pass: true, findings: [], changesDone: 2, changesUnanswered: 1 });
  });

  test('a change without an answer that is not in the ledger', () => {
    const evidence = aSoundLife(withRequest(4, (it) => [{ ...it, answers: [] }]));
    const isLate = ({ paymentId, version }: { readonly paymentId: string; readonly version: number }) =>
      paymentId === lifePaymentId && version === 5;
    const verdict = judge({
      ...evidence,
      ledger: {
        ...evidence.ledger,
        payments: evidence.ledger.payments.map((it) =>
          isOfLife(it) ? { ...it, status: 'captured', version: 4, refundedMinor: '0' } : it,
        ),
        operations: evidence.ledger.operations.filter((it) => !isLate(it)),
        transfers: evidence.ledger.transfers.filter((it) => !isLate(it)),
      },
    });
    expect(verdict).toMatchObject({ pass: true, findings: [], changesUnanswered: 1 });
  });

  test('a repeat with the same bytes, and attempts that were told to come again', () => {
    const busy = { status: 503, body: '{}' };
    const over = withRequest(4, (it) => [
      { ...it, answers: [...it.answers.map((answer) => ({ ...answer, ...busy, atMs: 1 })), ...it.answers] },
      repeatOf(it, (body) => body),
    ]);
    expect(judge(aSoundLife(over))).toMatchObject({ pass: true, changesDone: 3 });
  });

  const renamed = (event: SeenEvent, type: string): SeenEvent => {
    const { subject: aggregateId, aggregateVersion: version, commandId = '' } = event;
    return { ...event, type, id: eventIdOf({ aggregateId, version, type, commandId }) };
  };

  test('a shortfall that is booked against suspense and told of as one; it is listed', () => {
    const short = withTransfers((it) => (it.version === 5 ? [{ ...it, debitAccount: 'suspense/failover/EUR' }] : [it]));
    const verdict = judge(
      aSoundLife({
        ...short,
        events: sound.events.map((it) =>
          it.type === 'PaymentPartiallyRefunded' ? renamed(it, 'PaymentShortfallBooked') : it,
        ),
        webhooks: sound.webhooks.map((it) =>
          it.type === 'payment.partially_refunded' ? { ...it, type: 'payment.shortfall_booked' } : it,
        ),
      }),
    );
    expect(verdict).toMatchObject({
      pass: true,
      shortfalls: [{ paymentId: lifePaymentId, amountMinor: '100', currency: 'EUR' }],
    });
  });
});

test('counts the changes that replication lost and the journal brought back', () => {
  const over = withOperations((it) => [it.version === 5 ? { ...it, epoch: 2, appliedBy: 'recovery' } : it]);
  expect(judge(aSoundLife(over))).toMatchObject({
    pass: true,
    lostByReplication: 2,
    changesLostByReplication: 1,
    appliedFromJournal: 2,
  });
});

function repeatOf(original: BookedRequest, change: (body: string) => string): BookedRequest {
  return {
    request: { ...original.request, number: 900, purpose: 'repeat' },
    answers: original.answers.map((it) => ({ ...it, number: 900, body: change(it.body) })),
  };
}
