import { LocalCloudError } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { DrillClock } from '../../src/clock.ts';
import { awaitPromised } from '../../src/course/settle/await-promised.ts';
import { DrillError } from '../../src/drill-error.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { Timeline } from '../../src/report/timeline.ts';
import { aSoundLife, lifePaymentId, lifeRequests } from '../changed-payment.ts';
import { endpoint } from '../intact-evidence.ts';

/** A drill that waits no longer than it takes to look. */
function aRun() {
  return { timeline: new Timeline(new DrillClock(), () => {}), signal: new AbortController().signal, waitMsMax: 1 };
}

/** Looks that see one piece of evidence after the other, and the last one ever after. */
function looksAt(first: Evidence, ...later: readonly Evidence[]) {
  const coming = [...later];
  let seen = first;
  return async (): Promise<Evidence> => {
    const now = seen;
    seen = coming.shift() ?? now;
    return now;
  };
}

const whole = aSoundLife();

/** The client of the last change, a refund, gave up; the ledger has it. */
const refundUnanswered: Evidence = {
  ...whole,
  requests: whole.requests.map((it) => (it === lifeRequests.at(-1) ? { ...it, answers: [] } : it)),
};

const isOfRefund = ({ version }: { readonly version: number }) => version === 5;

function withoutRefundsNews(evidence: Evidence): Evidence {
  return {
    ...evidence,
    events: evidence.events.filter(({ aggregateVersion: version }) => !isOfRefund({ version })),
    webhooks: evidence.webhooks.filter((webhook) => !isOfRefund(webhook)),
  };
}

/** Neither does the ledger have it. */
const refundUndone = withoutRefundsNews({
  ...refundUnanswered,
  ledger: {
    ...whole.ledger,
    operations: whole.ledger.operations.filter((operation) => !isOfRefund(operation)),
  },
});

const missingEvent = {
  rule: 'event_missing',
  subject: lifePaymentId,
  text: 'no PaymentPartiallyRefunded of version 5 was seen',
};
const missingWebhook = {
  rule: 'webhook_missing',
  subject: lifePaymentId,
  text: `${endpoint.endpointId} was not told payment.partially_refunded, version 5, of 1000 EUR`,
};

test('what has come is not waited for', async () => {
  const run = aRun();
  expect(await awaitPromised(run, looksAt(whole))).toEqual({ seen: whole, missing: [] });
  expect(run.timeline.entries()).toEqual([]);
});

test('what does not come is named while the drill waits for it, and afterwards', async () => {
  const run = aRun();
  const early = withoutRefundsNews(whole);
  expect(await awaitPromised(run, looksAt(early))).toEqual({ seen: early, missing: [missingEvent, missingWebhook] });
  const { rule, subject, text } = missingEvent;
  expect(run.timeline.entries()).toMatchObject([
    { stage: 'drain', text: `waits for 2 that are missing: ${rule} of ${subject}: ${text}, …` },
  ]);
});

test.each<[string, Evidence]>([
  ['its event and its webhook', withoutRefundsNews(refundUnanswered)],
  ['its event', { ...refundUnanswered, events: withoutRefundsNews(refundUnanswered).events }],
  ['its webhook', { ...refundUnanswered, webhooks: withoutRefundsNews(refundUnanswered).webhooks }],
])('of a change that the ledger holds and nobody was answered, %s may come long after the rest', async (_, early) => {
  const looks = looksAt(early, early, early, refundUnanswered);
  expect(await awaitPromised(aRun(), looks)).toEqual({ seen: refundUnanswered, missing: [] });
});

test('a change that nobody was answered and the ledger does not hold is not waited for', async () => {
  const run = aRun();
  expect(await awaitPromised(run, looksAt(refundUndone))).toMatchObject({ missing: [] });
  expect(run.timeline.entries()).toEqual([]);
});

test('what is missing of another payment is not waited for longer', async () => {
  const [lost, ...webhooks] = refundUndone.webhooks;
  const { missing } = await awaitPromised(aRun(), looksAt({ ...refundUndone, webhooks }));
  expect(missing).toMatchObject([{ rule: 'webhook_missing', subject: lost?.paymentId }]);
});

test.each<[string, Evidence]>([
  ['a payment that is not in the ledger yet', { ...whole, ledger: { ...whole.ledger, payments: [], operations: [] } }],
  ['a payment that is not booked yet', { ...whole, ledger: { ...whole.ledger, operations: [] } }],
  [
    'an answered change that a recovery has not brought back yet',
    {
      ...whole,
      ledger: { ...whole.ledger, operations: whole.ledger.operations.filter((operation) => !isOfRefund(operation)) },
    },
  ],
])('%s is waited for', async (_, early) => {
  const run = { ...aRun(), waitMsMax: 60_000 };
  expect(await awaitPromised(run, looksAt(early, whole))).toEqual({ seen: whole, missing: [] });
});

const tooSlow = new DrillError('evidence_missing', 'canceling statement due to statement timeout');

const noAnswer = new LocalCloudError({
  code: 'region_failed',
  what: 'us-east-1 does not answer database',
  why: 'timeout',
  fix: 'redoubt status',
});

test.each([
  ['the ledger', tooSlow],
  ['the cloud', noAnswer],
])('a look that fails by %s is taken again', async (_, failure) => {
  const looks = looksAt(whole);
  let failures = 1;
  const failOnce = async () => {
    if (failures-- > 0) throw failure;
    return await looks();
  };
  const run = { ...aRun(), waitMsMax: 60_000 };
  expect(await awaitPromised(run, failOnce)).toEqual({ seen: whole, missing: [] });
});

test('where no look succeeds there is no evidence', async () => {
  await expect(awaitPromised(aRun(), () => Promise.reject(tooSlow))).rejects.toBe(tooSlow);
});
