import { Scope } from '@redoubt/contracts';
import { type FieldCases, fieldCases, type RouteCases } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/api.ts';

const { ofWrongType } = fieldCases;

const reason: FieldCases = {
  isRequired: true,
  good: ['abc', 'r'.repeat(500), 'Größe 日本 🜁'],
  bad: [...ofWrongType, '', 'ab', 'r'.repeat(501), ' abc', 'abc ', '4111 1111 1111 1111', 'e\u0301e\u0301e\u0301'],
};

const notAfter: FieldCases = {
  isRequired: false,
  good: ['2999-12-31T00:00:00Z', '2999-12-31T00:00:00.123+02:00'],
  bad: [
    ...ofWrongType,
    '',
    'tomorrow',
    '2999-12-31',
    '2999-02-30T00:00:00Z',
    '2020-01-01T00:00:00Z',
    '3000-01-01T00:00:00Z',
  ],
};

const scopes: FieldCases = {
  isRequired: true,
  good: [['payments:read'], [...Scope.options]],
  bad: [
    ...[0, true, '', 'payments:read', {}, [], ['payments:paid'], [1], [null], [['payments:read']], ['*']],
    ...[['payments:read', 'payments:read'], [...Scope.options, 'payments:read'], ['keys:manage']],
  ],
};

/** Every field of every route that takes a body. */
export const routeCases: Readonly<Partial<Record<RouteName, RouteCases>>> = {
  'post-merchant': {
    body: { merchant_id: 'globex', name: 'Globex' },
    fields: {
      merchant_id: {
        ...fieldCases.merchantId,
        good: [...fieldCases.merchantId.good, 'test_shop'],
        bad: [...fieldCases.merchantId.bad, 'redoubt-canary'],
        refused: [['acme', 409]],
      },
      name: {
        isRequired: true,
        good: ['a', 'n'.repeat(100), 'Größe 日本 🜁'],
        bad: [...ofWrongType, '', ' ', 'n'.repeat(101), ' a', 'a\n', '4111111111111111'],
      },
    },
  },
  'post-limit': {
    body: { requests_per_second: 500 },
    fields: {
      requests_per_second: {
        isRequired: true,
        good: [1, 100, 10_000],
        bad: [true, [], {}, '', '100', null, 0, -1, 10_001, 1.5, 1e21],
      },
      reason: { ...reason, isRequired: false },
    },
  },
  'post-closure': { body: { reason: 'contract ended' }, fields: { reason } },
  'post-key': { body: { scopes: ['payments:read'] }, fields: { scopes, not_after: notAfter } },
  'post-roll': {
    body: {},
    fields: {
      overlap_seconds: {
        isRequired: false,
        good: [0, 1, 604_800],
        bad: [true, [], {}, '', '60', -1, 604_801, 1.5, 1e21],
      },
      not_after: notAfter,
    },
  },
  'post-revocation': { body: { reason: 'was found in a log' }, fields: { reason } },
};
