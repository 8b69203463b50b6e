import { RecoveryRequest, type RecoveryResult } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import { announceDueEvents } from '../announce-due-events.ts';
import { wireEvents, wirePublisher } from '../wiring.ts';

/** A page of the recovery takes no longer than this, in milliseconds. */
const pageMsMax = 8_000;

const events = wireEvents();
const publisher = wirePublisher();

/** Recovery hook: announces again what the lost region had not delivered. */
export const handler = taskHandler({
  input: RecoveryRequest,
  async handle({ epoch, toRegion: region, cursor }, { logger, remainingMs }): Promise<RecoveryResult> {
    const endMs = remainingMs() - pageMsMax;
    const { announced, setAside, next } = await announceDueEvents(cursor, {
      events,
      publisher,
      region,
      // Changes wait for the first page, and not for what is announced.
      isTimeLeft: () => cursor !== undefined && remainingMs() > endMs,
      onUnreadable: (key) => logger.error('event set aside: this code can not read it', { key }),
    });
    logger.info('due events announced', { announced, setAside, epoch, region, isLast: next === undefined });
    return {
      service: 'notifications',
      examined: announced + setAside,
      applied: 0,
      announced,
      inDoubt: 0,
      setAside,
      ...(next === undefined ? {} : { next }),
      isBooked: true,
    };
  },
});
