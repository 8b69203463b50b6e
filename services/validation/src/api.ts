import {
  AcceptedPayment,
  type ApiDescription,
  type ApiRoute,
  ChangeSessionRequest,
  CreatePaymentRequest,
  CreateSessionRequest,
  CreateValidationRequest,
  SessionId,
  SessionView,
  SpecifiedPaymentRequest,
  SpecifiedValidation,
  ValidationView,
} from '@redoubt/contracts';
import { z } from 'zod';

const refusedByRule = ['amount_over_limit', 'payment_refused'] as const;
/** Of a merchant that gets no new payments, whatever they are. */
const refusedAtAll = ['merchant_closed'] as const;

/** Every route of the service, by its file in `routes/`: gateway, handlers and reference are made from it. */
export const routes = {
  'post-payment': {
    access: { scope: 'payments:write' },
    method: 'POST',
    path: '/v1/payments',
    operationId: 'createPayment',
    summary: 'Take a payment: it is recorded, and booked later',
    idempotencyKey: 'required',
    body: CreatePaymentRequest,
    answer: { status: 202, description: 'Recorded in a quorum of regions', schema: AcceptedPayment },
    problems: [...refusedByRule, ...refusedAtAll, 'idempotency_key_reused', 'region_not_active', 'journal_unreachable'],
  },
  'post-validation': {
    access: { scope: 'payments:write' },
    method: 'POST',
    path: '/v1/validations',
    operationId: 'createValidation',
    summary: 'Decide on a payment before it is made',
    idempotencyKey: 'required',
    body: CreateValidationRequest,
    answer: { status: 201, description: 'The decision; unless it is to reject, with a token', schema: ValidationView },
    problems: [...refusedAtAll, 'idempotency_key_reused', 'region_not_active', 'store_unreachable'],
  },
  'post-specified-validation': {
    access: { scope: 'payments:write' },
    method: 'POST',
    path: '/payment/validate',
    below: 'public-name',
    operationId: 'validateSpecifiedPayment',
    summary: 'Decide on a payment in the words of the specifications',
    idempotencyKey: 'optional',
    body: SpecifiedPaymentRequest,
    answer: { status: 200, description: 'The payment may be made', schema: SpecifiedValidation },
    problems: [...refusedByRule, ...refusedAtAll, 'idempotency_key_reused', 'region_not_active', 'store_unreachable'],
  },
  'post-session': {
    access: { scope: 'sessions:write' },
    method: 'POST',
    path: '/v1/sessions',
    operationId: 'createSession',
    summary: 'Start a session',
    idempotencyKey: 'required',
    body: CreateSessionRequest,
    answer: { status: 201, description: 'Version 1 of the session', schema: SessionView },
    problems: ['idempotency_key_reused', 'region_not_active', 'store_unreachable'],
  },
  'change-session': {
    access: { scope: 'sessions:write' },
    method: 'POST',
    path: '/v1/sessions/{id}',
    operationId: 'changeSession',
    summary: 'Change a session, if it still is what was read',
    idempotencyKey: 'ignored',
    pathParameters: { id: SessionId },
    body: ChangeSessionRequest,
    answer: { status: 200, description: 'The next version of the session', schema: SessionView },
    problems: ['not_found', 'version_mismatch', 'region_not_active', 'store_unreachable'],
  },
  'get-session': {
    access: { scope: 'sessions:read' },
    method: 'GET',
    path: '/v1/sessions/{id}',
    operationId: 'getSession',
    summary: 'Show a session',
    idempotencyKey: 'ignored',
    pathParameters: { id: SessionId },
    answer: { status: 200, description: 'The session as this region knows it', schema: SessionView },
    problems: ['not_found', 'store_unreachable'],
  },
  'get-health': {
    access: 'public',
    method: 'GET',
    path: '/health',
    operationId: 'getHealth',
    summary: 'Whether functions start and answer in this region',
    idempotencyKey: 'ignored',
    answer: { status: 200, description: 'They do', schema: z.object({ status: z.literal('ok') }) },
    problems: [],
  },
} as const satisfies Readonly<Record<string, ApiRoute>>;
export type RouteName = keyof typeof routes;

/** The API of the service. */
export const validationApi: ApiDescription = {
  service: 'validation',
  description: 'Says whether a payment is one that we take, and takes it.',
  routes: Object.values(routes),
};
