import { WebhookType } from '@redoubt/contracts';
import { type FieldCases, fieldCases, type RouteCases } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/api.ts';
import { paymentId } from '../support/payment-events.ts';

const { ofWrongType, notAscii } = fieldCases;

/** Nobody else has the payment: a merchant of any other name is answered as if it were not there. */
const ownMerchantId: FieldCases = {
  ...fieldCases.merchantId,
  good: ['acme'],
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

/** Every field of every route that takes a body. */
export const routeCases: Readonly<Partial<Record<RouteName, RouteCases>>> = {
  'post-endpoint': {
    body: { merchant_id: 'acme', url: 'https://shop.example/other' },
    fields: {
      merchant_id: fieldCases.merchantId,
      url: {
        isRequired: true,
        good: [
          'https://shop.example',
          'https://shop.example:443/hooks?a=1',
          longUrl(2_048),
          'https://größe.example/日本',
        ],
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
          ...[
            'javascript:alert(1)',
            'https://shop.example/\n',
            longUrl(2_049),
            'https://shop.example/4111111111111111',
          ],
        ],
      },
      events: {
        isRequired: false,
        good: [['payment.captured'], [...WebhookType.options]],
        bad: [
          ...[0, true, '', 'payment.captured', {}, [], ['payment.paid'], [1], [null], [['payment.captured']]],
          ...[
            ['payment.captured', 'payment.captured'],
            [...WebhookType.options, 'payment.captured'],
          ],
        ],
      },
    },
  },
  'post-retry': {
    body: { merchant_id: 'acme', payment_id: paymentId },
    fields: { merchant_id: ownMerchantId, payment_id: ownPaymentId },
  },
  'post-specified-notification': {
    body: { transaction_id: paymentId, merchant_id: 'acme' },
    fields: {
      transaction_id: ownPaymentId,
      // Left out it is the one merchant of the specifications, who does not have this payment.
      merchant_id: { ...ownMerchantId, isRequired: false },
      user_id: { ...fieldCases.customerId, good: ['u', 'u'.repeat(64)] },
      status: {
        isRequired: false,
        good: ['completed', 'a', 'a'.repeat(32)],
        bad: [...ofWrongType, ...notAscii, '', 'Completed', 'a'.repeat(33), '4111111111111111'],
      },
    },
  },
};
