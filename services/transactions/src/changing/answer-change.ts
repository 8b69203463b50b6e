import { type ChangeCommand, headers } from '@redoubt/contracts';
import { type HttpAnswer, type HttpScope, recordedAnswer } from '@redoubt/lambda-kit';
import { announceNow } from '../announcing/announce-now.ts';
import type { Announcer } from '../announcing/announcer.ts';
import { reportDivergence } from '../answering/report-divergence.ts';
import { type ChangePaymentDependencies, changePayment } from './change-payment.ts';

/** Dependencies of answerChange. */
export interface AnswerChangeDependencies extends ChangePaymentDependencies {
  readonly announcer: Pick<Announcer, 'announce'>;
}

/** Changes a payment, answers with the outcome, and announces what came of it. */
export async function answerChange(
  command: ChangeCommand,
  { announcer, ...dependencies }: AnswerChangeDependencies,
  { lease, logger, metrics }: HttpScope<'active-region'>,
): Promise<HttpAnswer> {
  const { paymentId, commandId, type } = command;
  const change = await changePayment(command, dependencies, lease);
  const { response, isReplay } = change;
  logger.info('payment change answered', { paymentId, commandId, type, status: response.status, isReplay });
  reportDivergence(change, command, { logger, metrics });
  await announceNow(change.events, announcer, { logger, paymentId });
  return recordedAnswer(response, { isReplay, headers: { [headers.etag]: `"${change.version}"` } });
}
