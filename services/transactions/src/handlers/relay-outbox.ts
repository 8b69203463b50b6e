import { FaultError, RegionLease, readEnvironment, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import {
  ledgerOfEnvironment,
  processClock,
  publisherOfEnvironment,
  regionOfEnvironment,
} from '../adapters/function-ports.ts';
import { Announcer } from '../announcer.ts';
import { relayAndTell } from '../relay-and-tell.ts';

/** Left of the function's time when it stops: more than one pass takes. */
const reserveMs = 10_000;

const { RELAY_INTERVAL_MS } = readEnvironment(
  z.object({ RELAY_INTERVAL_MS: z.coerce.number().int().min(1) }),
  process.env,
);
const lease = RegionLease.ofEnvironment(process.env);
const ledger = ledgerOfEnvironment();
const publisher = publisherOfEnvironment();
const announcer = new Announcer({ ledger, publisher, region: regionOfEnvironment() });
const ports = { ledger, announcer, publisher };

/** A schedule calls at most once a minute; events should not wait that long, so each call loops for its minute. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    let announced = 0;
    while (remainingMs() > reserveMs) {
      try {
        const { isActive, mode, epoch, region } = await lease.current();
        const nowMs = processClock.nowMs();
        if (isActive && mode === 'open') announced += await relayAndTell(ports, { epoch, region, nowMs });
      } catch (error) {
        // Whatever could not be reached is tried again in the next pass.
        if (!(error instanceof FaultError)) throw error;
        logger.warn('outbox not relayed', { code: error.code });
      }
      await processClock.pause(RELAY_INTERVAL_MS);
    }
    if (announced > 0) logger.info('outbox relayed', { announced });
    return { announced };
  },
});
