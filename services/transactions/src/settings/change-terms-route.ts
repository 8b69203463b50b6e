import { CallerMerchantId, ChangeTermsRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, ProblemError } from '@redoubt/lambda-kit';
import { callerOf } from '../answering/caller-of.ts';
import { changeTermsOf } from '../domain/change-terms.ts';
import type { ChangeSettingDependencies } from './change-setting.ts';
import { settingAnswer } from './setting-answer.ts';

/** The function of `POST /transactions/v1/merchants/{id}/terms`: gives a merchant other terms. */
export function changeTermsRoute(dependencies: ChangeSettingDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body: ChangeTermsRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease: dependencies.lease,
    handle({ pathParameters: { id }, ...request }, scope) {
      const merchantId = CallerMerchantId.safeParse(id);
      if (!merchantId.success) throw new ProblemError('not_found', 'a merchant is named by 3 to 64 letters and digits');
      return settingAnswer(
        changeTermsOf({ ...request, merchantId: merchantId.data, by: callerOf(request) }),
        dependencies,
        scope,
      );
    },
  });
}
