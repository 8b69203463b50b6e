import { CreatePaymentRequest, headers } from '@redoubt/contracts';
import {
  EventPublisher,
  type HttpAnswer,
  type HttpFunction,
  httpHandler,
  Journal,
  ProblemError,
  RegionLease,
  readEnvironment,
} from '@redoubt/lambda-kit';
import { z } from 'zod';
import { type Acceptance, type AcceptanceDesk, acceptPayment } from '../accept-payment.ts';
import { fromEnvironment } from '../adapters/environment.ts';
import { refusalOf } from '../refusal.ts';
import { reportSetbacks } from '../report-setbacks.ts';

/** What the route needs besides the lease under which each request is admitted. */
export interface PostPaymentPorts extends Omit<AcceptanceDesk, 'lease'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /validation/v1/payments`. */
export function postPayment({ lease, ...desk }: PostPaymentPorts): HttpFunction {
  return httpHandler({
    body: CreatePaymentRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body, ...submission }, scope) {
      const acceptance = await acceptPayment({ request: body, ...submission }, { ...desk, lease: scope.lease });
      if (acceptance.kind === 'accepted') {
        const { paymentId, isReplay, unannounced } = acceptance;
        scope.logger.info('payment journaled', { paymentId, region: scope.lease.region, isReplay });
        if (unannounced !== undefined) {
          scope.logger.warn('payment not announced yet', { paymentId, error: unannounced as Error });
        }
        reportSetbacks(acceptance, paymentId, scope);
      }
      return answerOf(acceptance);
    },
  });
}

function answerOf(acceptance: Acceptance): HttpAnswer {
  switch (acceptance.kind) {
    case 'accepted': {
      const { response, isReplay } = acceptance;
      const replayed = isReplay ? { [headers.idempotencyReplayed]: 'true' } : {};
      return { status: response.status, text: response.body, headers: replayed };
    }
    case 'key_reused':
      throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another payment');
    case 'refused':
      throw refusalOf(acceptance.decision);
  }
}

const Environment = z.object({ JOURNAL_TABLE: z.string().min(1), EVENT_BUS_NAME: z.string().min(1) });

function ofEnvironment(): PostPaymentPorts {
  const environment = readEnvironment(Environment, process.env);
  return {
    ...fromEnvironment.rules(),
    decisions: fromEnvironment.decisions(),
    journal: new Journal({ table: environment.JOURNAL_TABLE }),
    publisher: new EventPublisher({ busName: environment.EVENT_BUS_NAME }),
    lease: RegionLease.ofEnvironment(process.env),
  };
}

export const handler = postPayment(ofEnvironment());
