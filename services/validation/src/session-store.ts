import type { Session } from './domain/session.ts';

/** Where sessions are kept. */
export interface SessionStore {
  /**
   * Stores a session unless its id is known; returns the one that is stored then.
   *
   * @throws FaultError `store_unreachable`
   */
  add(session: Session): Promise<{ readonly isNew: boolean; readonly stored: Session }>;
  /** @throws FaultError `store_unreachable` */
  read(sessionId: string): Promise<Session | undefined>;
  /**
   * Stores a session in place of its version before, if that is the stored one.
   *
   * @throws FaultError `store_unreachable`
   */
  replace(session: Session): Promise<'replaced' | 'stale'>;
}
