import { FaultError, type HttpScope } from '@redoubt/lambda-kit';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';
import type { Announcer } from './announcer.ts';

/** Announces committed events; those that the bus does not accept now stay in the outbox for the relay. */
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
