import { describeAccess } from '@redoubt/lambda-kit/http-contract';
import { routes } from '../../src/api.ts';
import { routeCases } from '../bad-input/field-table.ts';
import { anApi } from '../support/api-under-test.ts';
import { paymentId } from '../support/payment-events.ts';

const queries = {
  'get-endpoints': 'merchant_id=acme',
  'get-endpoint': 'merchant_id=acme',
  'get-endpoint-events': 'merchant_id=acme',
  'get-channels': 'merchant_id=acme',
  'get-channel': 'merchant_id=acme',
  'get-deliveries': `payment_id=${paymentId}`,
};

describeAccess({ routes, cases: routeCases, queries, anApi: () => anApi() });
