import { SessionId } from '@redoubt/contracts';
import { type Doorkeeper, type HttpFunction, httpHandler, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import { findSession } from '../find-session.ts';
import type { SessionStore } from '../session-store.ts';
import { sessionViewOf } from '../session-view.ts';
import { wireKeys, wireSessions } from '../wiring.ts';

export interface GetSessionDependencies {
  readonly keys: Doorkeeper;
  readonly sessions: Pick<SessionStore, 'read'>;
}

/** The function of `GET /validation/v1/sessions/{id}`: any region answers from its own copy. */
export function getSession({ keys, sessions }: GetSessionDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'sessions:read' },
    keys,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters, principal: { merchantId }, receivedAt }) {
      const sessionId = SessionId.safeParse(pathParameters['id']);
      const place = sessionId.success ? { sessionId: sessionId.data, merchantId } : undefined;
      const session = place === undefined ? undefined : await findSession(place, receivedAt, sessions);
      if (session === undefined) throw new ProblemError('not_found', 'there is no such session, or it has expired');
      return jsonAnswer(200, sessionViewOf(session));
    },
  });
}

export const handler = getSession({ keys: wireKeys(), sessions: wireSessions() });
