import { EventPattern, WebhookType } from '@redoubt/contracts';
import { type FieldCases, fieldCases, type RouteCases } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/api.ts';
import { knownCode } from '../support/api-under-test.ts';
import { paymentId } from '../support/payment-events.ts';

const { ofWrongType, notAscii } = fieldCases;

/** Nobody else has the payment: with the key of any other merchant it is not there. */
const ownMerchantId: FieldCases = {
  ...fieldCases.merchantId,
  isRequired: false,
  good: ['acme', undefined],
  refused: [
    ['abc', 404],
    ['a'.repeat(64), 404],
  ],
};
const ownPaymentId: FieldCases = {
  isRequired: true,
  good: [paymentId],
  bad: [...ofWrongType, ...notAscii, '', 'pay_', paymentId.slice(0, -1), `${paymentId}a`, paymentId.toUpperCase()],
  refused: [[`pay_${'0'.repeat(32)}`, 404]],
};
const longUrl = (length: number): string => `https://shop.example/${'a'.repeat(length - 21)}`;

const webhookUrl: FieldCases = {
  isRequired: true,
  good: ['https://shop.example', 'https://shop.example:443/hooks?a=1', longUrl(2_048), 'https://größe.example/日本'],
  bad: [
    ...ofWrongType,
    ...[
      '',
      'shop.example',
      'ftp://shop.example',
      'https://',
      'https://[',
      'https://a:b@shop.example',
      'https://a b',
      'http://shop.example/hooks',
      'https://10.0.0.1/hooks',
      'https://shop.example:8443/hooks',
    ],
    ...['javascript:alert(1)', 'https://shop.example/\n', longUrl(2_049), 'https://shop.example/4111111111111111'],
  ],
};

const eventFilter: FieldCases = {
  isRequired: false,
  good: [['payment.captured'], [...WebhookType.options], ['payment.*'], [...EventPattern.options]],
  bad: [
    ...[0, true, '', 'payment.captured', {}, [], ['payment.paid'], [1], [null], [['payment.captured']]],
    ...[
      ['payment.captured', 'payment.captured'],
      [...EventPattern.options, 'payment.captured'],
      ['*'],
      ['payment.capt*'],
    ],
  ],
};

const times = {
  good: ['2030-01-31T12:00:00Z', '2030-01-31T12:00:00.123Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  bad: [...ofWrongType, ...notAscii, '', 'yesterday', '2030-01-31', '2030-02-30T12:00:00Z', '2030-01-31T12:00:00'],
};

const addressOf = (local: number, label: number): string => `${'a'.repeat(local)}@${'b'.repeat(label)}.example`;

/** Of a channel of mail: what ends a header, begins another address or is routed elsewhere is refused. */
const mailAddress: FieldCases = {
  isRequired: true,
  good: ['books@shop.example', 'o.k+1_a-b=c@a-1.shop.example', addressOf(64, 63), 'a@b.co', 'a@xn--gre-6ka8i.example'],
  bad: [
    ...ofWrongType,
    ...notAscii,
    ...[
      '',
      'a',
      '@shop.example',
      'books@',
      'books@shop',
      'books@shop.',
      'books@.example',
      'a..b@shop.example',
      '.a@shop.example',
    ],
    ...[
      'a.@shop.example',
      'a@-shop.example',
      'a@shop-.example',
      'a@shop.example.',
      'a b@shop.example',
      'a@b@shop.example',
    ],
    ...[
      'a@shop.example\r\nBcc: x@evil.example',
      'a@shop.example\n',
      '\ta@shop.example',
      'a@shop.example,b@shop.example',
    ],
    ...['a@shop.example;b@shop.example', 'A <a@shop.example>', '"a b"@shop.example', 'a@[10.0.0.1]', 'a@10.0.0.1'],
    ...[
      'a%evil.example@shop.example',
      'evil!a@shop.example',
      'a(x)@shop.example',
      'mailto:a@shop.example',
      'größe@shop.example',
    ],
    ...['a@shop.local', 'a@localhost.localhost', 'a@shop.test', 'a@shop.invalid', 'a@shop.onion'],
    ...[addressOf(65, 63), addressOf(64, 64), `a@${'b.'.repeat(126)}example`, '4111111111111111@shop.example'],
    // A number is an address of text messages.
    '+4915112345678',
  ],
};

const channelStatus: FieldCases = {
  isRequired: false,
  good: ['enabled', 'paused', 'deleted'],
  bad: [...ofWrongType, ...notAscii, '', 'Enabled', 'unconfirmed'],
};

/** Every field of every route that takes a body. */
export const routeCases: Readonly<Partial<Record<RouteName, RouteCases>>> = {
  'post-endpoint': {
    body: { merchant_id: 'acme', url: 'https://shop.example/other' },
    fields: {
      merchant_id: { ...fieldCases.merchantId, isRequired: false },
      url: webhookUrl,
      events: eventFilter,
    },
  },
  'change-endpoint': {
    body: { merchant_id: 'acme', status: 'enabled' },
    fields: {
      merchant_id: ownMerchantId,
      url: { ...webhookUrl, isRequired: false },
      events: eventFilter,
      status: {
        isRequired: false,
        good: ['enabled', 'paused', 'deleted'],
        bad: [...ofWrongType, ...notAscii, '', 'Enabled', 'active', 'failing'],
      },
    },
  },
  'post-channel': {
    body: { merchant_id: 'acme', kind: 'email', address: 'books@shop.example' },
    fields: {
      merchant_id: { ...fieldCases.merchantId, isRequired: false },
      kind: { isRequired: true, good: ['email'], bad: [...ofWrongType, ...notAscii, '', 'sms', 'Email', 'push'] },
      address: mailAddress,
      events: eventFilter,
    },
  },
  'change-channel': {
    body: { merchant_id: 'acme', status: 'enabled' },
    fields: { merchant_id: ownMerchantId, events: eventFilter, status: channelStatus },
  },
  'post-channel-code': { body: { merchant_id: 'acme' }, fields: { merchant_id: ownMerchantId } },
  'post-channel-confirmation': {
    body: { merchant_id: 'acme', code: knownCode },
    fields: {
      merchant_id: ownMerchantId,
      code: {
        isRequired: true,
        good: [knownCode],
        bad: [...ofWrongType, ...notAscii, '', '0123456', '012345678', '0123456a', ' 1234567', '-1234567'],
        refused: [['11111111', 422]],
      },
    },
  },
  'post-secret': {
    body: { merchant_id: 'acme' },
    fields: {
      merchant_id: ownMerchantId,
      overlap_seconds: {
        isRequired: false,
        good: [0, 1, 604_800],
        bad: [true, [], {}, '', '60', -1, 604_801, 1.5, 1e21],
      },
    },
  },
  'post-recovery': {
    // The earliest time there is, so that no span ends before it begins: such a span reads nothing.
    body: { merchant_id: 'acme', since: '0001-01-01T00:00:00Z' },
    fields: {
      merchant_id: ownMerchantId,
      since: { isRequired: true, ...times },
      until: { isRequired: false, ...times },
    },
  },
  'post-endpoint-test': { body: { merchant_id: 'acme' }, fields: { merchant_id: ownMerchantId } },
  'post-retry': {
    body: { merchant_id: 'acme', payment_id: paymentId },
    fields: { merchant_id: ownMerchantId, payment_id: ownPaymentId },
  },
  'post-specified-notification': {
    body: { transaction_id: paymentId, merchant_id: 'acme' },
    fields: {
      transaction_id: ownPaymentId,
      merchant_id: ownMerchantId,
      user_id: { ...fieldCases.customerId, good: ['u', 'u'.repeat(64)] },
      status: {
        isRequired: false,
        good: ['completed', 'a', 'a'.repeat(32)],
        bad: [...ofWrongType, ...notAscii, '', 'Completed', 'a'.repeat(33), '4111111111111111'],
      },
    },
  },
};
