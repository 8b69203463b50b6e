import { ChangeSessionRequest, SessionId } from '@redoubt/contracts';
import {
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type ChangeSessionDependencies, changeSession } from '../change-session.ts';
import { sessionViewOf } from '../session-view.ts';
import { wireKeys, wireLease, wireSessions } from '../wiring.ts';

export interface ChangeSessionRouteDependencies extends Omit<ChangeSessionDependencies, 'lease'> {
  readonly keys: Doorkeeper;
  readonly lease: Pick<RegionLease, 'current'>;
}

/**
 * The function of `POST /validation/v1/sessions/{id}`.
 *
 * Needs no idempotency key: the version in the body keeps a repeat from changing the session twice.
 */
export function changeSessionRoute({ keys, lease, sessions }: ChangeSessionRouteDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'sessions:write' },
    keys,
    body: ChangeSessionRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    async handle({ body, pathParameters, principal, receivedAt }, scope) {
      const sessionId = SessionId.safeParse(pathParameters['id']);
      if (!sessionId.success) throw notFound();
      const change = { sessionId: sessionId.data, merchantId: principal.merchantId, receivedAt, ...body };
      const changed = await changeSession(change, { sessions, lease: scope.lease });
      switch (changed.kind) {
        case 'changed':
          return jsonAnswer(200, sessionViewOf(changed.session));
        case 'unknown':
          throw notFound();
        case 'stale':
          throw new ProblemError('version_mismatch', 'read the session again and send its version');
      }
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'there is no such session, or it has expired');
}

export const handler = changeSessionRoute({ sessions: wireSessions(), keys: wireKeys(), lease: wireLease() });
