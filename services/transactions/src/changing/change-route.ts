import type { Scope } from '@redoubt/contracts';
import { assertOwn, type Doorkeeper, type HttpFunction, httpHandler } from '@redoubt/lambda-kit';
import type { z } from 'zod';
import { changeCommandOf, type MerchantsChange, type MerchantsChangeType } from '../domain/change-command.ts';
import { type AnswerChangeDependencies, answerChange } from './answer-change.ts';
import { expectedVersionOf, paymentIdIn } from './changed-payment.ts';

/** Dependencies of changeRoute. */
export interface ChangeRouteDependencies extends AnswerChangeDependencies {
  readonly keys: Doorkeeper;
}

/** A route by which a merchant changes its payment. */
export interface MerchantsRoute {
  readonly type: MerchantsChangeType;
  readonly scope: Scope;
  readonly body: z.ZodType<MerchantsChange>;
}

/** The function of a route by which a merchant changes its payment; the merchant is the one whose key was shown. */
export function changeRoute(
  { type, scope, body }: MerchantsRoute,
  { keys, ...dependencies }: ChangeRouteDependencies,
): HttpFunction {
  return httpHandler({
    access: { scope },
    keys,
    body,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease: dependencies.lease,
    async handle({ pathParameters, ifMatch, principal, ...request }, tools) {
      const { merchant_id: named } = request.body;
      if (named !== undefined) assertOwn(principal, named);
      const command = changeCommandOf({
        ...request,
        type,
        merchantId: principal.merchantId,
        paymentId: paymentIdIn(pathParameters),
        expectedVersion: expectedVersionOf(ifMatch),
      });
      return await answerChange(command, dependencies, tools);
    },
  });
}
