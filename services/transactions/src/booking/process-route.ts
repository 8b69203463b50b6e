import { checkValidationToken, currencyExponents, paymentRequestOf, SpecifiedProcessRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  ProblemError,
  recordedAnswer,
} from '@redoubt/lambda-kit';
import { announceNow } from '../announcing/announce-now.ts';
import { reportDivergence } from '../answering/report-divergence.ts';
import type { AnswerChangeDependencies } from '../changing/answer-change.ts';
import { processCommandOf } from '../domain/process-command.ts';
import { type ProcessPaymentDependencies, processPayment } from './process-payment.ts';

/** Dependencies of processRoute. */
export interface ProcessRouteDependencies
  extends ProcessPaymentDependencies,
    Pick<AnswerChangeDependencies, 'announcer'> {
  readonly keys: Doorkeeper;
  /** Key of validation tokens. */
  readonly tokenKey: () => Promise<Uint8Array>;
}

/**
 * The function of `POST /payment/process`: the specifications' fields, and a token of `/payment/validate` or
 * `/v1/validations`. The validation's id is the idempotency key: one token is one payment.
 */
export function processRoute({ announcer, keys, tokenKey, ...dependencies }: ProcessRouteDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'payments:write' },
    keys,
    body: SpecifiedProcessRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease: dependencies.lease,
    async handle({ body, principal, correlationId, traceparent, receivedAt }, { lease, logger, metrics }) {
      const { validation_token: token, ...specified } = body;
      const { merchant_id = principal.merchantId } = specified;
      assertOwn(principal, merchant_id);
      const request = paymentRequestOf({ ...specified, merchant_id });
      if (request === undefined) throw amountRefusal(specified.currency);
      const check = checkValidationToken(token, { key: await tokenKey(), now: receivedAt, request });
      if (check.kind === 'refused') throw new ProblemError(check.code, 'validate the payment, and send it unchanged');
      const { claims } = check;
      const command = processCommandOf({ request, claims, correlationId, traceparent, receivedAt });
      const { paymentId, commandId } = command;
      const { fingerprint } = claims;
      const validated = { command, fingerprint, sessionId: body.session_id, mayBeMade: check.kind === 'valid' };
      const processed = await processPayment(validated, dependencies, lease);
      if (processed.kind === 'closed') {
        throw new ProblemError(
          'merchant_closed',
          'a closed merchant gets no new payments; what it has can be shown and given back',
        );
      }
      if (processed.kind === 'too_late') {
        throw new ProblemError('validation_token_expired', 'validate the payment again');
      }
      const { response, isReplay } = processed;
      logger.info('payment processed', { paymentId, commandId, status: response.status, isReplay });
      reportDivergence(processed, command, { logger, metrics });
      await announceNow(processed.events, announcer, { logger, paymentId });
      return recordedAnswer(response, { isReplay });
    },
  });
}

function amountRefusal(currency: string): ProblemError {
  const decimals = currencyExponents.get(currency) ?? 0;
  return new ProblemError('malformed_request', 'the amount is not one of its currency', [
    { pointer: '/amount', code: 'wrong_format', detail: `must be positive, with at most ${decimals} decimals` },
  ]);
}
