import { canaryMerchantId, canaryMerchantRefusal, isCanaryPass, PaymentOrCanaryRequest } from '@redoubt/contracts';
import {
  type HttpAnswer,
  type HttpFunction,
  httpHandler,
  ProblemError,
  type RegionLease,
  recordedAnswer,
} from '@redoubt/lambda-kit';
import { type Acceptance, type AcceptPaymentDependencies, acceptPayment } from '../accept-payment.ts';
import { refusalOf } from '../refusal.ts';
import { reportDegradation } from '../report-degradation.ts';
import { wireCanaryKey, wireDecisions, wireJournal, wireLease, wirePublisher, wireRules } from '../wiring.ts';

export interface PostPaymentDependencies extends Omit<AcceptPaymentDependencies, 'lease'> {
  readonly lease: Pick<RegionLease, 'current'>;
  /** The key of canaries' passes. */
  readonly canaryKey: () => Promise<string>;
}

/** The function of `POST /validation/v1/payments`. */
export function postPayment({ lease, canaryKey, ...dependencies }: PostPaymentDependencies): HttpFunction {
  return httpHandler({
    body: PaymentOrCanaryRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body, canaryPass, ...submission }, scope) {
      if (body.merchant_id === canaryMerchantId) {
        const { idempotencyKey, receivedAt: now } = submission;
        const isCanary = isCanaryPass(canaryPass ?? '', { secret: await canaryKey(), idempotencyKey, now });
        if (!isCanary) throw canaryRefused();
      }
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

/** The same answer as at every other door, which knows no canaries at all. */
function canaryRefused(): ProblemError {
  return new ProblemError('malformed_request', 'the body does not match its schema', [
    { pointer: '/merchant_id', code: 'not_allowed', detail: canaryMerchantRefusal },
  ]);
}

function answerOf(acceptance: Acceptance): HttpAnswer {
  switch (acceptance.kind) {
    case 'accepted':
      return recordedAnswer(acceptance.response, acceptance);
    case 'key_reused':
      throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another payment');
    case 'refused':
      throw refusalOf(acceptance.decision);
  }
}

export const handler = postPayment({
  ...wireRules(),
  decisions: wireDecisions(),
  journal: wireJournal(),
  publisher: wirePublisher(),
  lease: wireLease(),
  canaryKey: wireCanaryKey(),
});
