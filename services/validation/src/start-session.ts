import { type CreateSessionRequest, commandIdOf, fingerprintOf, uuidOf } from '@redoubt/contracts';
import { type Session, startOf, type Writer } from './domain/session.ts';
import type { SessionStore } from './session-store.ts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /validation/v1/sessions';

export interface StartSessionDependencies {
  readonly sessions: Pick<SessionStore, 'add'>;
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

/**
 * Starts a session; the same request with the same key returns the session that it started, as it is now.
 *
 * @throws FaultError `store_unreachable`: nothing is acknowledged that is not stored
 */
export async function startSession(
  { request, idempotencyKey, receivedAt }: SessionStart,
  { sessions, lease }: StartSessionDependencies,
): Promise<StartedSession> {
  const { merchant_id: merchantId, user_id: userId, attributes = {} } = request;
  const commandId = commandIdOf({ merchantId, route, idempotencyKey });
  const sessionId = `ses_${uuidOf('session', commandId).replaceAll('-', '')}`;
  const fingerprint = fingerprintOf(request);
  const { isNew, stored } = await sessions.add(
    startOf({ sessionId, merchantId, userId, attributes, fingerprint }, lease, receivedAt),
  );
  if (stored.fingerprint !== fingerprint) return { kind: 'key_reused' };
  return { kind: 'started', isReplay: !isNew, session: stored };
}
