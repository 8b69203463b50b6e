import { SessionId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import { findSession } from '../find-session.ts';
import type { SessionStore } from '../session-store.ts';
import { sessionViewOf } from '../session-view.ts';
import { wireSessions } from '../wiring.ts';

/** The function of `GET /validation/v1/sessions/{id}`: any region answers from its own copy. */
export function getSession({ sessions }: { readonly sessions: Pick<SessionStore, 'read'> }): HttpFunction {
  return httpHandler({
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters, receivedAt }) {
      const sessionId = SessionId.safeParse(pathParameters['id']);
      const session = sessionId.success ? await findSession(sessionId.data, receivedAt, sessions) : undefined;
      if (session === undefined) throw new ProblemError('not_found', 'there is no such session, or it has expired');
      return jsonAnswer(200, sessionViewOf(session));
    },
  });
}

export const handler = getSession({ sessions: wireSessions() });
