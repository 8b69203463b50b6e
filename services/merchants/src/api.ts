import {
  AccessKeyId,
  type ApiDescription,
  type ApiRoute,
  CallerMerchantId,
  CloseMerchantRequest,
  CreatedKey,
  CreateKeyRequest,
  KeyList,
  KeyView,
  LimitMerchantRequest,
  MerchantDetails,
  MerchantPage,
  PageQuery,
  RegisterMerchantRequest,
  RevokeKeyRequest,
  RollKeyRequest,
} from '@redoubt/contracts';

const ofMerchant = { id: CallerMerchantId } as const;
const ofKey = { id: CallerMerchantId, keyId: AccessKeyId } as const;

/** Common to all changes: any region makes them. */
const change = { access: 'operator', method: 'POST', idempotencyKey: 'required' } as const;
const refusals = ['not_found', 'conflict', 'idempotency_key_reused', 'store_unreachable'] as const;

const aKey = {
  status: 201,
  description: 'The key, which is shown here and never again',
  schema: CreatedKey,
} as const;
const aMerchant = { description: 'The merchant, as a quorum of regions has it', schema: MerchantDetails } as const;

/** Every route of the service, by its file in `routes/`: gateway, handlers and reference are made from it. */
export const routes = {
  'post-merchant': {
    ...change,
    path: '/v1/merchants',
    operationId: 'registerMerchant',
    summary: 'Register a merchant',
    body: RegisterMerchantRequest,
    answer: { status: 201, ...aMerchant },
    problems: ['merchant_exists', 'idempotency_key_reused', 'store_unreachable'],
  },
  'get-merchants': {
    access: 'operator',
    method: 'GET',
    path: '/v1/merchants',
    operationId: 'listMerchants',
    summary: 'List all merchants',
    idempotencyKey: 'ignored',
    query: PageQuery,
    answer: {
      status: 200,
      description: 'A page of merchants; it may hold fewer than were asked for and not be the last',
      schema: MerchantPage,
      headers: { Link: 'The next page, as RFC 8288 says it' },
    },
    problems: ['store_unreachable'],
  },
  'get-merchant': {
    access: 'operator',
    method: 'GET',
    path: '/v1/merchants/{id}',
    operationId: 'getMerchant',
    summary: 'Show a merchant, and who did what about it',
    idempotencyKey: 'ignored',
    pathParameters: ofMerchant,
    answer: { status: 200, ...aMerchant },
    problems: ['not_found', 'store_unreachable'],
  },
  'post-limit': {
    ...change,
    path: '/v1/merchants/{id}/limits',
    operationId: 'limitMerchant',
    summary: 'Say how many requests a merchant may send in a second, in force within a minute',
    pathParameters: ofMerchant,
    body: LimitMerchantRequest,
    answer: { status: 200, ...aMerchant },
    problems: refusals,
  },
  'post-closure': {
    ...change,
    path: '/v1/merchants/{id}/closures',
    operationId: 'closeMerchant',
    summary: 'Close a merchant for ever: no new payments, no new keys',
    pathParameters: ofMerchant,
    body: CloseMerchantRequest,
    answer: { status: 200, ...aMerchant },
    problems: refusals,
  },
  'get-keys': {
    access: 'operator',
    method: 'GET',
    path: '/v1/merchants/{id}/keys',
    operationId: 'listKeys',
    summary: 'List the keys of a merchant, oldest first',
    idempotencyKey: 'ignored',
    pathParameters: ofMerchant,
    answer: { status: 200, description: 'Its keys, without their secrets', schema: KeyList },
    problems: ['not_found', 'store_unreachable'],
  },
  'post-key': {
    ...change,
    path: '/v1/merchants/{id}/keys',
    operationId: 'createKey',
    summary: 'Make a key',
    pathParameters: ofMerchant,
    body: CreateKeyRequest,
    answer: aKey,
    problems: [...refusals, 'merchant_closed', 'too_many_keys', 'key_already_shown'],
  },
  'post-roll': {
    ...change,
    path: '/v1/merchants/{id}/keys/{keyId}/rolls',
    operationId: 'rollKey',
    summary: 'Replace a key; the one before ends after a while',
    pathParameters: ofKey,
    body: RollKeyRequest,
    answer: aKey,
    problems: [...refusals, 'merchant_closed', 'key_not_active', 'too_many_keys', 'key_already_shown'],
  },
  'post-revocation': {
    ...change,
    path: '/v1/merchants/{id}/keys/{keyId}/revocations',
    operationId: 'revokeKey',
    summary: 'End a key for ever: it is refused everywhere within a minute',
    pathParameters: ofKey,
    body: RevokeKeyRequest,
    answer: { status: 200, description: 'The key, without its secret', schema: KeyView },
    problems: refusals,
  },
} as const satisfies Readonly<Record<string, ApiRoute>>;
export type RouteName = keyof typeof routes;

/** The API of the service. */
export const merchantsApi: ApiDescription = {
  service: 'merchants',
  description: 'Says who may come in: merchants and their keys. For operators.',
  routes: Object.values(routes),
};
