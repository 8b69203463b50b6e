import {
  type ApiDescription,
  type ApiRoute,
  CreatedEndpoint,
  CreateEndpointRequest,
  DeliveryId,
  DeliveryListQuery,
  DeliveryPage,
  DeliveryView,
  RetryDeliveryRequest,
  SpecifiedNotification,
  SpecifiedNotificationRequest,
} from '@redoubt/contracts';

/** Every route of the service, by its file in `routes/`: gateway, handlers and reference are made from it. */
export const routes = {
  'post-endpoint': {
    method: 'POST',
    path: '/v1/endpoints',
    operationId: 'createEndpoint',
    summary: 'Register where webhooks are sent',
    idempotencyKey: 'required',
    body: CreateEndpointRequest,
    answer: { status: 201, description: 'The endpoint, with its secret', schema: CreatedEndpoint },
    problems: ['idempotency_key_reused', 'too_many_endpoints', 'region_not_active', 'store_unreachable'],
  },
  'get-deliveries': {
    method: 'GET',
    path: '/v1/deliveries',
    operationId: 'listDeliveries',
    summary: 'List the webhooks about a payment, by version',
    idempotencyKey: 'ignored',
    query: DeliveryListQuery,
    answer: {
      status: 200,
      description: 'A page of webhooks, as this region knows them',
      schema: DeliveryPage,
      headers: { Link: 'The next page, as RFC 8288 says it' },
    },
    problems: ['store_unreachable'],
  },
  'post-retry': {
    method: 'POST',
    path: '/v1/deliveries/{id}/retries',
    operationId: 'retryDelivery',
    summary: 'Send a webhook once more, delivered or not',
    idempotencyKey: 'ignored',
    pathParameters: { id: DeliveryId },
    body: RetryDeliveryRequest,
    answer: { status: 200, description: 'The delivery after one more attempt', schema: DeliveryView },
    problems: ['not_found', 'conflict', 'region_not_active', 'store_unreachable'],
  },
  'post-specified-notification': {
    method: 'POST',
    path: '/payment/notify',
    below: 'public-name',
    operationId: 'notifySpecifiedPayment',
    summary: 'Send the last webhook of a payment again, in the words of the specifications',
    idempotencyKey: 'ignored',
    body: SpecifiedNotificationRequest,
    answer: { status: 200, description: 'Where it was sent, and who confirmed', schema: SpecifiedNotification },
    problems: ['not_found', 'region_not_active', 'store_unreachable'],
  },
} as const satisfies Readonly<Record<string, ApiRoute>>;
export type RouteName = keyof typeof routes;

/** The API of the service. */
export const notificationsApi: ApiDescription = {
  service: 'notifications',
  description: 'Sends signed webhooks about payments.',
  routes: Object.values(routes),
};
