import {
  type ApiDescription,
  type ApiRoute,
  ApproveRequest,
  BalanceList,
  CallerMerchantId,
  CaptureRequest,
  OperationPage,
  OperationView,
  PageQuery,
  PaymentId,
  PaymentListQuery,
  PaymentPage,
  PaymentView,
  RefundRequest,
  RejectRequest,
  SpecifiedPayment,
  SpecifiedProcessRequest,
  TransferPage,
  VoidRequest,
} from '@redoubt/contracts';

const pathParameters = { id: PaymentId } as const;

const aged = { Age: 'Only with `as_of`: seconds since the answer was complete for certain' } as const;
const linked = { Link: 'The next page, as RFC 8288 says it', ...aged } as const;

/** Common to all changes of a payment. */
const change = {
  method: 'POST',
  idempotencyKey: 'required',
  condition: 'If-Match',
  pathParameters,
  answer: {
    status: 201,
    description: 'The operation, recorded in a quorum of regions',
    schema: OperationView,
    headers: { ETag: 'Version of the payment after it' },
  },
} as const;
const refusals = [
  'not_found',
  'payment_not_booked_yet',
  'operation_not_allowed',
  'version_mismatch',
  'idempotency_key_reused',
] as const;
const faults = ['region_not_active', 'journal_unreachable', 'store_unreachable', 'writer_unreachable'] as const;

/** Every route of the service, by its file in `routes/`: the gateway and the published reference are made from it. */
export const routes = {
  'list-payments': {
    method: 'GET',
    path: '/v1/payments',
    operationId: 'listPayments',
    summary: "List a merchant's payments, newest first",
    idempotencyKey: 'ignored',
    query: PaymentListQuery,
    answer: { status: 200, description: 'A page of payments', schema: PaymentPage, headers: linked },
    problems: ['writer_unreachable'],
  },
  'get-payment': {
    method: 'GET',
    path: '/v1/payments/{id}',
    operationId: 'getPayment',
    summary: 'Show a payment, in the standby too',
    idempotencyKey: 'ignored',
    condition: 'If-None-Match',
    pathParameters,
    answer: {
      status: 200,
      description: 'The payment as the ledger knows it; while the ledger gives no answer, as the read model does',
      schema: PaymentView,
      headers: {
        ETag: 'Version of the payment',
        Age: 'Only of the read model: seconds since the answer was right for certain',
      },
    },
    problems: ['not_found', 'writer_unreachable', 'store_unreachable'],
  },
  'list-operations': {
    method: 'GET',
    path: '/v1/payments/{id}/operations',
    operationId: 'listOperations',
    summary: 'List what was done to a payment, oldest first',
    idempotencyKey: 'ignored',
    pathParameters,
    query: PageQuery,
    answer: { status: 200, description: 'A page of operations', schema: OperationPage, headers: linked },
    problems: ['not_found', 'writer_unreachable'],
  },
  'list-transfers': {
    method: 'GET',
    path: '/v1/payments/{id}/transfers',
    operationId: 'listTransfers',
    summary: 'List what a payment has moved between accounts, oldest first',
    idempotencyKey: 'ignored',
    pathParameters,
    query: PageQuery,
    answer: { status: 200, description: 'A page of transfers', schema: TransferPage, headers: linked },
    problems: ['not_found', 'writer_unreachable'],
  },
  'list-balances': {
    method: 'GET',
    path: '/v1/merchants/{id}/balances',
    operationId: 'listBalances',
    summary: "Show a merchant's balances",
    idempotencyKey: 'ignored',
    pathParameters: { id: CallerMerchantId },
    answer: { status: 200, description: 'A balance for each currency', schema: BalanceList, headers: aged },
    problems: ['not_found', 'writer_unreachable'],
  },
  'post-capture': {
    ...change,
    path: '/v1/payments/{id}/captures',
    operationId: 'capturePayment',
    summary: 'Take what is held, or a part of it',
    body: CaptureRequest,
    problems: [...refusals, 'payment_expired', 'amount_over_authorized', ...faults],
  },
  'post-void': {
    ...change,
    path: '/v1/payments/{id}/voids',
    operationId: 'voidPayment',
    summary: 'Release what is still held',
    body: VoidRequest,
    problems: [...refusals, ...faults],
  },
  'post-approval': {
    ...change,
    path: '/v1/payments/{id}/approvals',
    operationId: 'approvePayment',
    summary: 'Take a payment that is held for review',
    body: ApproveRequest,
    problems: [...refusals, 'payment_expired', ...faults],
  },
  'post-rejection': {
    ...change,
    path: '/v1/payments/{id}/rejections',
    operationId: 'rejectPayment',
    summary: 'Refuse a payment that is held for review',
    body: RejectRequest,
    problems: [...refusals, ...faults],
  },
  'post-refund': {
    ...change,
    path: '/v1/payments/{id}/refunds',
    operationId: 'refundPayment',
    summary: 'Give back what was captured, or a part of it',
    body: RefundRequest,
    problems: [...refusals, 'amount_over_captured', 'merchant_balance_too_low', ...faults],
  },
  'post-specified-payment': {
    method: 'POST',
    path: '/payment/process',
    below: 'public-name',
    operationId: 'processSpecifiedPayment',
    summary: 'Book a validated payment, in the words of the specifications',
    idempotencyKey: 'ignored',
    body: SpecifiedProcessRequest,
    answer: { status: 200, description: 'The payment is booked, or held for review', schema: SpecifiedPayment },
    problems: [
      'validation_token_invalid',
      'validation_token_expired',
      'validation_token_mismatch',
      'payment_declined',
      'idempotency_key_reused',
      ...faults,
    ],
  },
} as const satisfies Readonly<Record<string, ApiRoute>>;
export type RouteName = keyof typeof routes;

/** The API of the service. */
export const transactionsApi: ApiDescription = {
  service: 'transactions',
  description: 'Keeps the books: shows payments as the ledger knows them, and changes them.',
  routes: Object.values(routes),
};
