import type { Session } from './domain/session.ts';

/** Where sessions are kept. */
export interface SessionStore {
  /**
   * Stores a session unless its id is known; returns what is stored afterwards.
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

export type ExpiredSession = Pick<Session, 'sessionId' | 'expiresAt'>;

/** Where sessions that have expired are found and deleted. */
export interface ExpiredSessionStore {
  /**
   * A page of the sessions of one segment of the table that expired before a time.
   *
   * @throws FaultError `store_unreachable`
   */
  expiredIn(
    segment: { readonly number: number; readonly of: number },
    page: { readonly before: Date; readonly cursor?: string | undefined },
  ): Promise<{ readonly expired: readonly ExpiredSession[]; readonly next?: string | undefined }>;
  /**
   * Deletes a session unless it has changed since it was found.
   *
   * @returns whether it was deleted
   * @throws FaultError `store_unreachable`
   */
  delete(session: ExpiredSession): Promise<boolean>;
}
