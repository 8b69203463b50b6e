import { ChangeBlocklistRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler } from '@redoubt/lambda-kit';
import { callerOf } from '../answering/caller-of.ts';
import { changeBlocklistOf } from '../domain/change-blocklist.ts';
import type { ChangeSettingDependencies } from './change-setting.ts';
import { settingAnswer } from './setting-answer.ts';

/** The function of `POST /transactions/v1/blocklist`: puts somebody on the blocklist, or takes somebody off it. */
export function changeBlocklistRoute(dependencies: ChangeSettingDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body: ChangeBlocklistRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease: dependencies.lease,
    handle: (request, scope) =>
      settingAnswer(changeBlocklistOf({ ...request, by: callerOf(request) }), dependencies, scope),
  });
}
