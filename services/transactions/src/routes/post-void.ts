import { VoidRequest } from '@redoubt/contracts';
import { changeRoute } from '../changing/change-route.ts';
import { wireMerchantsChange } from '../wiring.ts';

export const handler = changeRoute(
  { type: 'VoidPayment', scope: 'payments:write', body: VoidRequest },
  wireMerchantsChange(),
);
