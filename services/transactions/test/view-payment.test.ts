import { Problem } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { viewPaymentRoute } from '../src/view-payment.ts';
import { aCommand } from './support/a-command.ts';
import { ask } from './support/api-event.ts';

const view = {
  id: aCommand().paymentId,
  status: 'captured' as const,
  merchant_id: 'acme',
  amount_minor: '1050',
  currency: 'EUR',
  version: 2,
  created_at: '2026-11-21T10:00:00.000Z',
  updated_at: '2026-11-21T10:00:01.000Z',
};
const known = viewPaymentRoute({ payment: async () => view });
const unknown = viewPaymentRoute({ payment: async () => undefined });
const headers = { 'X-Correlation-Id': 'journey' };

test('shows a booked payment with its version as ETag', async () => {
  const answer = await ask(known, { id: view.id });
  expect(answer).toMatchObject({ status: 200, headers: { ETag: '"2"', 'Content-Type': 'application/json' } });
  expect(answer.json).toEqual(view);
});

test.each(['"2"', 'W/"2"', '"1", "2"', '*'])('answers 304 without a body to who has it: %s', async (etag) => {
  const answer = await ask(known, { id: view.id, headers: { 'If-None-Match': etag } });
  expect(answer).toMatchObject({ status: 304, text: '', headers: { ETag: '"2"' } });
  expect(answer.headers).not.toHaveProperty('Content-Type');
});

test.each(['"1"', '2', '"22"', '', '""'])('answers 200 to who has another version, or none: %s', async (etag) => {
  expect(await ask(known, { id: view.id, headers: { 'If-None-Match': etag } })).toMatchObject({ status: 200 });
});

test.each([
  ['an id that is not booked', view.id],
  ['what is no id', "pay_' or true --"],
  ['a card number', '4111111111111111'],
  ['nothing', ''],
])('answers %s with a problem that says when to ask again', async (_, id) => {
  const answer = await ask(unknown, { id, headers: { ...headers, 'If-None-Match': '*' } });
  expect(answer).toMatchObject({
    status: 404,
    headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '1' },
  });
  expect(Problem.parse(answer.json)).toMatchObject({ code: 'not_found', trace_id: 'journey' });
});

test('asks the ledger for nothing that can not be an id', async () => {
  const route = viewPaymentRoute({
    payment: async () => {
      throw new Error('the ledger was asked');
    },
  });
  expect((await ask(route, { id: 'pay_123' })).status).toBe(404);
});
