import { Problem } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { viewPayment } from '../src/view-payment.ts';
import { aCommand } from './support/a-command.ts';

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

test('shows a booked payment with its version as ETag', async () => {
  const answer = await viewPayment(view.id, { ledger: { payment: async () => view }, correlationId: 'journey' });
  expect(answer).toMatchObject({ status: 200, headers: { ETag: '"2"' } });
  expect(JSON.parse(answer.text)).toEqual(view);
});

test.each([
  ['an id that is not booked', view.id],
  ['what is no id', "pay_' or true --"],
  ['nothing', ''],
])('answers %s with a problem that says when to ask again', async (_, id) => {
  const answer = await viewPayment(id, { ledger: { payment: async () => undefined }, correlationId: 'journey' });
  expect(answer).toMatchObject({
    status: 404,
    headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '1' },
  });
  expect(Problem.parse(JSON.parse(answer.text))).toMatchObject({ code: 'not_found', trace_id: 'journey' });
});

test('asks the ledger for nothing that can not be an id', async () => {
  const ledger = {
    payment: async () => {
      throw new Error('the ledger was asked');
    },
  };
  expect((await viewPayment('pay_123', { ledger, correlationId: 'journey' })).status).toBe(404);
});
