import { FaultError } from '@redoubt/lambda-kit';
import type { Session } from '../../src/domain/session.ts';
import type { SessionStore } from '../../src/session-store.ts';

/** Sessions in memory. */
export class FakeSessions implements SessionStore {
  readonly stored = new Map<string, Session>();
  isReachable = true;

  async add(session: Session): Promise<{ readonly isNew: boolean; readonly stored: Session }> {
    const known = await this.read(session.sessionId);
    if (known === undefined) this.stored.set(session.sessionId, session);
    return { isNew: known === undefined, stored: known ?? session };
  }

  async read(sessionId: string): Promise<Session | undefined> {
    if (!this.isReachable) throw new FaultError('store_unreachable', 'the table gives no answer');
    return this.stored.get(sessionId);
  }

  async replace(session: Session): Promise<'replaced' | 'stale'> {
    if (this.stored.get(session.sessionId)?.version !== session.version - 1) return 'stale';
    this.stored.set(session.sessionId, session);
    return 'replaced';
  }
}
