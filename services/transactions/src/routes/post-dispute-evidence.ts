import { EvidenceRequest } from '@redoubt/contracts';
import { changeRoute } from '../changing/change-route.ts';
import { wireMerchantsChange } from '../wiring.ts';

export const handler = changeRoute(
  { type: 'SubmitEvidence', scope: 'payments:write', body: EvidenceRequest },
  wireMerchantsChange(),
);
