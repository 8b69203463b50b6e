import { ChangeSessionRequest, SessionId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, RegionLease } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { changeSession, type SessionDesk, sessionViewOf } from '../keep-session.ts';

export interface SessionChangePorts extends Omit<SessionDesk, 'lease'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/**
 * The function of `POST /validation/v1/sessions/{id}`.
 *
 * The version in the body is its guard against doing it twice, so that it needs no idempotency key.
 */
export function changeSessionRoute({ lease, sessions }: SessionChangePorts): HttpFunction {
  return httpHandler({
    body: ChangeSessionRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    async handle({ body, pathParameters, receivedAt }, scope) {
      const sessionId = SessionId.safeParse(pathParameters['id']);
      if (!sessionId.success) throw new ProblemError('not_found');
      const change = { sessionId: sessionId.data, receivedAt, ...body };
      const changed = await changeSession(change, { sessions, lease: scope.lease });
      switch (changed.kind) {
        case 'changed':
          return jsonAnswer(200, sessionViewOf(changed.session));
        case 'unknown':
          throw new ProblemError('not_found', 'there is no such session, or it has expired');
        case 'stale':
          throw new ProblemError('version_mismatch', 'read the session again and send its version');
      }
    },
  });
}

export const handler = changeSessionRoute({
  sessions: fromEnvironment.sessions(),
  lease: RegionLease.ofEnvironment(process.env),
});
