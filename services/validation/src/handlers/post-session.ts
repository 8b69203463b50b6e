import { CreateSessionRequest, headers } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, RegionLease } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { beginSession, type SessionDesk, sessionViewOf } from '../keep-session.ts';

/** What the routes that write sessions need besides the lease under which each request is admitted. */
export interface SessionPorts extends Omit<SessionDesk, 'lease'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /validation/v1/sessions`. */
export function postSession({ lease, sessions }: SessionPorts): HttpFunction {
  return httpHandler({
    body: CreateSessionRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body: request, ...start }, scope) {
      const started = await beginSession({ request, ...start }, { sessions, lease: scope.lease });
      if (started.kind === 'key_reused') {
        throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another session');
      }
      const replayed = started.isReplay ? { [headers.idempotencyReplayed]: 'true' } : {};
      return jsonAnswer(201, sessionViewOf(started.session), replayed);
    },
  });
}

export const handler = postSession({
  sessions: fromEnvironment.sessions(),
  lease: RegionLease.ofEnvironment(process.env),
});
