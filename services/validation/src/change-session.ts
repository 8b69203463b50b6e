import { nextVersion, type Session, type Writer } from './domain/session.ts';
import { findSession } from './find-session.ts';
import type { SessionStore } from './session-store.ts';

export interface ChangeSessionDependencies {
  readonly sessions: Pick<SessionStore, 'read' | 'replace'>;
  readonly lease: Writer;
}

export interface SessionChange {
  readonly sessionId: string;
  /** Who asks for it. */
  readonly merchantId: string;
  /** The version that the caller has read. */
  readonly version: number;
  readonly attributes: Session['attributes'];
  readonly receivedAt: Date;
}

export type ChangedSession =
  | { readonly kind: 'changed'; readonly session: Session }
  /** The merchant has no such session, or it has expired. */
  | { readonly kind: 'unknown' }
  /** It has changed since: read it again. */
  | { readonly kind: 'stale' };

/**
 * Changes a session if its version is still what the caller has read.
 *
 * @throws FaultError `store_unreachable`
 */
export async function changeSession(
  { sessionId, merchantId, version, attributes, receivedAt }: SessionChange,
  { sessions, lease }: ChangeSessionDependencies,
): Promise<ChangedSession> {
  const current = await findSession({ sessionId, merchantId }, receivedAt, sessions);
  if (current === undefined) return { kind: 'unknown' };
  if (current.version !== version) return { kind: 'stale' };
  const session = nextVersion(current, attributes, lease, receivedAt);
  return (await sessions.replace(session)) === 'replaced' ? { kind: 'changed', session } : { kind: 'stale' };
}
