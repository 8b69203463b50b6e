import { CaptureRequest } from '@redoubt/contracts';
import { changeRoute } from '../changing/change-route.ts';
import { wireMerchantsChange } from '../wiring.ts';

export const handler = changeRoute(
  { type: 'CapturePayment', scope: 'payments:write', body: CaptureRequest },
  wireMerchantsChange(),
);
