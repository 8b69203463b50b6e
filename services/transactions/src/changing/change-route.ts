import { type ChangeCommand, headers, PaymentId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, ProblemError, recordedAnswer } from '@redoubt/lambda-kit';
import type { z } from 'zod';
import { announceNow } from '../announcing/announce-now.ts';
import type { Announcer } from '../announcing/announcer.ts';
import { reportDivergence } from '../answering/report-divergence.ts';
import { type ChangeBody, changeCommandOf } from '../domain/change-command.ts';
import { type ChangePaymentDependencies, changePayment } from './change-payment.ts';

/** Dependencies of changeRoute. */
export interface ChangeRouteDependencies extends ChangePaymentDependencies {
  readonly announcer: Pick<Announcer, 'announce'>;
}

/** The function of a route that changes a payment. */
export function changeRoute(
  { type, body }: { readonly type: ChangeCommand['type']; readonly body: z.ZodType<ChangeBody> },
  { announcer, ...dependencies }: ChangeRouteDependencies,
): HttpFunction {
  return httpHandler({
    body,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease: dependencies.lease,
    async handle({ pathParameters, ifMatch, ...request }, { lease, logger, metrics }) {
      const paymentId = PaymentId.safeParse(pathParameters['id']);
      if (!paymentId.success) throw new ProblemError('not_found', 'there is no payment of this id');
      const command = changeCommandOf({
        ...request,
        type,
        paymentId: paymentId.data,
        expectedVersion: expectedVersionOf(ifMatch),
      });
      const change = await changePayment(command, dependencies, lease);
      const { paymentId: id, commandId } = command;
      logger.info('payment change answered', {
        paymentId: id,
        commandId,
        type,
        status: change.response.status,
        isReplay: change.isReplay,
      });
      reportDivergence(change, command, { logger, metrics });
      await announceNow(change.events, announcer, { logger, paymentId: id });
      return recordedAnswer(change.response, {
        isReplay: change.isReplay,
        headers: { [headers.etag]: `"${change.version}"` },
      });
    },
  });
}

/** @throws ProblemError `malformed_request` when it is neither one of our ETags nor `*` */
function expectedVersionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const version = /^"([1-9][0-9]{0,8})"$/.exec(ifMatch)?.[1];
  if (version !== undefined) return Number(version);
  throw new ProblemError('malformed_request', 'If-Match must be the ETag of the payment, such as "2", or left out');
}
