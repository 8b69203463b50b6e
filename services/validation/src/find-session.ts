import { isLive, type Session } from './domain/session.ts';
import type { SessionStore } from './session-store.ts';

/**
 * A session of the merchant that has not expired; another merchant's is as if it were not there.
 *
 * @throws FaultError `store_unreachable`
 */
export async function findSession(
  { sessionId, merchantId }: Pick<Session, 'sessionId' | 'merchantId'>,
  now: Date,
  sessions: Pick<SessionStore, 'read'>,
): Promise<Session | undefined> {
  const session = await sessions.read(sessionId);
  return session?.merchantId === merchantId && isLive(session, now) ? session : undefined;
}
