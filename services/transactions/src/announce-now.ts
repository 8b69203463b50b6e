import { FaultError, type HttpScope } from '@redoubt/lambda-kit';
import type { Announcer } from './announcer.ts';
import type { OutboxEntry } from './ledger-answers.ts';

/** Announces what a request has committed; what the bus does not take now is in the outbox, and the relay announces it. */
export async function announceNow(
  events: readonly OutboxEntry[],
  announcer: Pick<Announcer, 'announce'>,
  { logger, paymentId }: Pick<HttpScope<'active-region'>, 'logger'> & { readonly paymentId: string },
): Promise<void> {
  await announcer.announce(events).catch((error: unknown) => {
    if (!(error instanceof FaultError)) throw error;
    logger.warn('event left to the relay', { paymentId, code: error.code });
  });
}
