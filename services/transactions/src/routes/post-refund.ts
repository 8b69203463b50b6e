import { RefundRequest } from '@redoubt/contracts';
import { changeRoute } from '../changing/change-route.ts';
import { wireMerchantsChange } from '../wiring.ts';

export const handler = changeRoute(
  { type: 'RefundPayment', scope: 'refunds:write', body: RefundRequest },
  wireMerchantsChange(),
);
