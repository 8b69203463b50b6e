import type { SessionView } from '@redoubt/contracts';
import type { Session } from './domain/session.ts';

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
