import { FaultError, processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { relayWhereOpen } from '../announcing/relay-outbox.ts';
import {
  passIntervalMs,
  peerRegion,
  wireAnnouncer,
  wireJournalReader,
  wireLease,
  wireLedger,
  wirePublisher,
  wireReplicaMarks,
} from '../wiring.ts';

/** Time kept back for the last pass, in milliseconds. */
const reserveMs = 10_000;

const intervalMs = passIntervalMs();
const ledger = wireLedger();
const publisher = wirePublisher();
const dependencies = {
  ledger,
  journal: wireJournalReader(),
  replicas: wireReplicaMarks(),
  peerRegion: peerRegion(),
  announcer: wireAnnouncer(ledger, publisher),
  publisher,
  lease: wireLease(),
};

/** A schedule calls at most once a minute; events should not wait that long, so each call loops for its minute. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    let announced = 0;
    while (remainingMs() > reserveMs) {
      try {
        announced += await relayWhereOpen(dependencies, processClock.nowMs());
      } catch (error) {
        // The next pass tries again.
        if (!(error instanceof FaultError)) throw error;
        logger.warn('outbox not relayed', { code: error.code });
      }
      await processClock.sleep(intervalMs);
    }
    if (announced > 0) logger.info('outbox relayed', { announced });
    return { announced };
  },
});
