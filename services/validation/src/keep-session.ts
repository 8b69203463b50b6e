import { type CreateSessionRequest, commandIdOf, fingerprintOf, type SessionView, uuidOf } from '@redoubt/contracts';
import { isLive, nextVersion, type Session, startSession, type Writer } from './domain/session.ts';

/** Where sessions are kept. */
export interface Sessions {
  /**
   * Stores a session unless its id is known; answers the one that is stored then.
   *
   * @throws FaultError `store_unreachable`
   */
  add(session: Session): Promise<{ readonly isNew: boolean; readonly stored: Session }>;
  /** @throws FaultError `store_unreachable` */
  read(sessionId: string): Promise<Session | undefined>;
  /**
   * Replaces the version before, if that is the one stored.
   *
   * @throws FaultError `store_unreachable`
   */
  replace(session: Session): Promise<'replaced' | 'stale'>;
}

export interface SessionDesk {
  readonly sessions: Sessions;
  readonly lease: Writer;
}

export interface SessionStart {
  readonly request: CreateSessionRequest;
  readonly idempotencyKey: string;
  readonly receivedAt: Date;
}

export type StartedSession =
  | { readonly kind: 'started'; readonly isReplay: boolean; readonly session: Session }
  | { readonly kind: 'key_reused' };

/** Starts a session; the same request with the same key finds the session that it started, as it is by now. */
export async function beginSession(
  { request, idempotencyKey, receivedAt }: SessionStart,
  { sessions, lease }: SessionDesk,
): Promise<StartedSession> {
  const { merchant_id: merchantId, user_id: userId, attributes = {} } = request;
  const commandId = commandIdOf({ merchantId, route: 'POST /validation/v1/sessions', idempotencyKey });
  const sessionId = `ses_${uuidOf('session', commandId).replaceAll('-', '')}`;
  const fingerprint = fingerprintOf(request);
  const { isNew, stored } = await sessions.add(
    startSession({ sessionId, merchantId, userId, attributes, fingerprint }, lease, receivedAt),
  );
  if (stored.fingerprint !== fingerprint) return { kind: 'key_reused' };
  return { kind: 'started', isReplay: !isNew, session: stored };
}

export interface SessionChange {
  readonly sessionId: string;
  /** The version that the caller has read. */
  readonly version: number;
  readonly attributes: Session['attributes'];
  readonly receivedAt: Date;
}

export type ChangedSession =
  | { readonly kind: 'changed'; readonly session: Session }
  | { readonly kind: 'unknown' }
  /** Somebody else has changed it since: read it again. */
  | { readonly kind: 'stale' };

/** Changes a session, if it still is what the caller has read. */
export async function changeSession(
  { sessionId, version, attributes, receivedAt }: SessionChange,
  { sessions, lease }: SessionDesk,
): Promise<ChangedSession> {
  const current = await findSession(sessionId, receivedAt, sessions);
  if (current === undefined) return { kind: 'unknown' };
  if (current.version !== version) return { kind: 'stale' };
  const session = nextVersion(current, attributes, lease, receivedAt);
  return (await sessions.replace(session)) === 'replaced' ? { kind: 'changed', session } : { kind: 'stale' };
}

/** A session that has not expired. */
export async function findSession(
  sessionId: string,
  now: Date,
  sessions: Pick<Sessions, 'read'>,
): Promise<Session | undefined> {
  const session = await sessions.read(sessionId);
  return session !== undefined && isLive(session, now) ? session : undefined;
}

/** A session in the words of the API. */
export function sessionViewOf(session: Session): SessionView {
  return {
    id: session.sessionId,
    merchant_id: session.merchantId,
    user_id: session.userId,
    attributes: { ...session.attributes },
    home_region: session.homeRegion,
    epoch: session.epoch,
    version: session.version,
    created_at: session.startedAt,
    expires_at: new Date(session.expiresAt * 1000).toISOString(),
  };
}
