import { type HttpFunction, httpHandler } from '@redoubt/lambda-kit';
import type { z } from 'zod';
import { callerOf } from '../answering/caller-of.ts';
import { changeCommandOf, type OperatorsChange, type OperatorsChangeType } from '../domain/change-command.ts';
import { type AnswerChangeDependencies, answerChange } from './answer-change.ts';
import { expectedVersionOf, paymentIdIn } from './changed-payment.ts';

/** A route by which an operator decides about a payment. */
export interface OperatorsRoute {
  readonly type: OperatorsChangeType;
  readonly body: z.ZodType<OperatorsChange>;
}

/**
 * The function of a route by which an operator decides about a payment: its merchant is named in the body, and who decides is the
 * principal that signed the request.
 */
export function decideRoute({ type, body }: OperatorsRoute, dependencies: AnswerChangeDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease: dependencies.lease,
    async handle({ pathParameters, ifMatch, ...request }, tools) {
      const command = changeCommandOf({
        ...request,
        type,
        merchantId: request.body.merchant_id,
        paymentId: paymentIdIn(pathParameters),
        expectedVersion: expectedVersionOf(ifMatch),
        by: callerOf(request),
      });
      return await answerChange(command, dependencies, tools);
    },
  });
}
