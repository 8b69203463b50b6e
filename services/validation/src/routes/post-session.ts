import { CreateSessionRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
  replayedHeader,
} from '@redoubt/lambda-kit';
import { sessionViewOf } from '../session-view.ts';
import { type StartSessionDependencies, startSession } from '../start-session.ts';
import { wireKeys, wireLease, wireSessions } from '../wiring.ts';

export interface PostSessionDependencies extends Omit<StartSessionDependencies, 'lease'> {
  readonly keys: Doorkeeper;
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /validation/v1/sessions`. */
export function postSession({ keys, lease, sessions }: PostSessionDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'sessions:write' },
    keys,
    body: CreateSessionRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body: request, principal, ...start }, scope) {
      assertOwn(principal, request.merchant_id);
      const started = await startSession({ request, ...start }, { sessions, lease: scope.lease });
      if (started.kind === 'key_reused') {
        throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another session');
      }
      return jsonAnswer(201, sessionViewOf(started.session), replayedHeader(started.isReplay));
    },
  });
}

export const handler = postSession({ sessions: wireSessions(), keys: wireKeys(), lease: wireLease() });
