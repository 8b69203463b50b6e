import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import {
  CreatePaymentRequest,
  eventOf,
  eventTypes,
  gatewayModel,
  PaymentCaptured,
  platformParameterName,
  platformParameters,
  problemOf,
  problems,
  recoveryParameterName,
  servicesParameterPath,
} from '../src/index.ts';

const body = { merchant_id: 'acme', amount_minor: '1050', currency: 'EUR' };
const occurrence = {
  subject: `pay_${'0'.repeat(32)}`,
  aggregateVersion: 2,
  time: '2026-11-21T12:00:00.000Z',
  correlationId: 'c',
  causationId: 'e',
  epoch: 1,
  originRegion: 'us-east-1',
};
const captured = { paymentId: occurrence.subject, merchantId: 'acme', amountMinor: '1050', currency: 'EUR' };

test.each<[string, unknown]>([
  ['a valid body', body],
  ['no currency', { ...body, currency: undefined }],
  ['an unknown currency', { ...body, currency: 'ABC' }],
  ['a number as amount', { ...body, amount_minor: 1050 }],
  ['a zero amount', { ...body, amount_minor: '0' }],
  ['an unknown member', { ...body, amount: '1' }],
  ['a merchant of two letters', { ...body, merchant_id: 'ab' }],
  ['a reference of 128 characters', { ...body, reference: 'r'.repeat(128) }],
  ['a reference of 129 characters', { ...body, reference: 'r'.repeat(129) }],
  ['null', null],
  ['a list', [body]],
])("the gateway's model and the handler's parser agree about %s", (_, value) => {
  const { $schema: _draft, ...model } = gatewayModel(CreatePaymentRequest);
  const json = JSON.parse(JSON.stringify(value));
  expect(new Ajv({ strict: false }).validate(model, json)).toBe(CreatePaymentRequest.safeParse(json).success);
});

test("the gateway's model is of draft 4 and refers to nothing outside itself", () => {
  const model = gatewayModel(CreatePaymentRequest);
  expect(model['$schema']).toBe('http://json-schema.org/draft-04/schema#');
  expect(JSON.stringify(model)).not.toContain('$ref');
});

test('an event announced again has the same id, and the next version another', () => {
  const first = eventOf(PaymentCaptured, occurrence, captured);
  expect(eventOf(PaymentCaptured, { ...occurrence, epoch: 2, originRegion: 'us-east-2' }, captured).id).toBe(first.id);
  expect(eventOf(PaymentCaptured, { ...occurrence, aggregateVersion: 3 }, captured).id).not.toBe(first.id);
});

test('a version that two commands were given, in a lost region and in its successor, is two events', () => {
  const [lost, kept] = ['9d1e6d1c-6f3c-5a0e-8f43-0f0f5b7f2a11', '0b8f4a57-6c0b-5d0c-9f7e-5f4a1c2d3e4f'].map(
    (commandId) => eventOf(PaymentCaptured, { ...occurrence, commandId }, captured),
  );
  expect(lost?.id).not.toBe(kept?.id);
  expect(kept?.commandid).toBe('0b8f4a57-6c0b-5d0c-9f7e-5f4a1c2d3e4f');
});

test('an event that was made parses as its type and as no other', () => {
  const event = JSON.parse(JSON.stringify(eventOf(PaymentCaptured, occurrence, captured)));
  const parsing = Object.values(eventTypes).filter((type) => type.schema.safeParse(event).success);
  expect(parsing).toEqual([PaymentCaptured]);
});

test('every parameter has a name of its own below the environment, apart from the services', () => {
  const names = Object.keys(platformParameters).map((key) =>
    platformParameterName('dev', key as keyof typeof platformParameters),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(
    names.filter((name) => !name.startsWith('/payment/dev/') || name.startsWith(servicesParameterPath('dev'))),
  ).toEqual([]);
  expect(recoveryParameterName('dev', 'transactions', 'recover')).toBe(
    '/payment/dev/services/transactions/recovery/recover',
  );
});

test.each(Object.keys(problems) as (keyof typeof problems)[])(
  'the problem %s says whether trying again helps',
  (code) => {
    const problem = problemOf(code);
    expect(problem.retryable).toBe(
      ['conflict', 'payment_not_booked_yet'].includes(code) || [429, 503].includes(problem.status),
    );
    expect(problem.type).toBe(`https://redoubt.example/problems/${code}`);
  },
);
