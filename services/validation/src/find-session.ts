import { isLive, type Session } from './domain/session.ts';
import type { SessionStore } from './session-store.ts';

/**
 * A session that has not expired.
 *
 * @throws FaultError `store_unreachable`
 */
export async function findSession(
  sessionId: string,
  now: Date,
  sessions: Pick<SessionStore, 'read'>,
): Promise<Session | undefined> {
  const session = await sessions.read(sessionId);
  return session !== undefined && isLive(session, now) ? session : undefined;
}
