import { PaymentOrCanaryRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpAnswer,
  type HttpFunction,
  httpHandler,
  ProblemError,
  type RegionLease,
  recordedAnswer,
  withCanaries,
} from '@redoubt/lambda-kit';
import { type Acceptance, type AcceptPaymentDependencies, acceptPayment } from '../accept-payment.ts';
import { closedRefusal, refusalOf } from '../refusal.ts';
import { reportDegradation } from '../report-degradation.ts';
import {
  wireCanaryKey,
  wireDecisions,
  wireJournal,
  wireKeys,
  wireLease,
  wireMerchants,
  wirePublisher,
  wireRules,
} from '../wiring.ts';

export interface PostPaymentDependencies extends Omit<AcceptPaymentDependencies, 'lease'> {
  /** Merchants' keys, and canaries'. */
  readonly keys: Doorkeeper;
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /validation/v1/payments`. */
export function postPayment({ keys, lease, ...dependencies }: PostPaymentDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'payments:write' },
    keys,
    body: PaymentOrCanaryRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body, principal, ...submission }, scope) {
      assertOwn(principal, body.merchant_id);
      const acceptance = await acceptPayment({ request: body, ...submission }, { ...dependencies, lease: scope.lease });
      if (acceptance.kind === 'accepted') {
        const { paymentId, isReplay, unannounced } = acceptance;
        scope.logger.info('payment journaled', { paymentId, region: scope.lease.region, isReplay });
        if (unannounced !== undefined) {
          scope.logger.warn('payment not announced yet', { paymentId, error: unannounced as Error });
        }
        reportDegradation(acceptance, paymentId, scope);
      }
      return answerOf(acceptance);
    },
  });
}

function answerOf(acceptance: Acceptance): HttpAnswer {
  switch (acceptance.kind) {
    case 'accepted':
      return recordedAnswer(acceptance.response, acceptance);
    case 'key_reused':
      throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another payment');
    case 'closed':
      throw closedRefusal();
    case 'refused':
      throw refusalOf(acceptance.decision);
  }
}

export const handler = postPayment({
  ...wireRules(),
  merchants: wireMerchants(),
  decisions: wireDecisions(),
  journal: wireJournal(),
  publisher: wirePublisher(),
  keys: withCanaries(wireKeys(), wireCanaryKey()),
  lease: wireLease(),
});
