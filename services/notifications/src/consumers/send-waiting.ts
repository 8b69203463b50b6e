import { randomInt } from 'node:crypto';
import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Messenger } from '../channels/messenger.ts';
import { sendCode } from '../channels/send-code.ts';
import { runLanes } from '../lanes/run-lanes.ts';
import { takeTurn } from '../lanes/take-turn.ts';
import { wireCodes, wireDeliveries, wireEvents, wireLease, wireMessenger, wireSender } from '../wiring.ts';

/** How long the loop runs, in milliseconds: longer than its schedule's minute, so that the next one has begun before it ends. */
const loopMs = 65_000;

/** Time kept back for webhooks that are under way, in milliseconds: a receiver may take 5 s, and the log and the bus theirs. */
const reserveMs = 15_000;

const lease = wireLease();
const dependencies = { ...wireSender(), waiting: wireDeliveries(), events: wireEvents() };
const people = wireMessenger();
const codes = wireCodes();

/** A number from 0 up to 1, without 1, that nobody can foresee. */
const secretRandom = () => randomInt(2 ** 47) / 2 ** 47;

/**
 * Sends the webhooks that wait for their next attempt, and all that is sent to people, lane by lane. A region that becomes active goes on
 * with those of the other.
 */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics, remainingMs }) {
    const endMs = remainingMs() - loopMs;
    const isTimeLeft = () => remainingMs() > Math.max(endMs, reserveMs);
    const report = (text: string, facts: Readonly<Record<string, unknown>>) => logger.info(text, facts);
    const messenger: Messenger = {
      ...people,
      async sendMessage(channel, message) {
        const outcome = await people.sendMessage(channel, message);
        if (outcome.kind !== 'confirmed') metrics.addMetric('ChannelFailures', 'Count', 1);
        return outcome;
      },
    };
    const sender = { ...dependencies, messenger, report };
    const run = await runLanes({
      lanes: dependencies.lanes,
      isActive: async () => (await lease.current()).isActive,
      isTimeLeft,
      takeTurn: (lane) =>
        takeTurn(lane, {
          ...sender,
          isTimeLeft,
          sendCode: (channel) => sendCode(channel, { ...sender, codes, secretRandom }),
        }),
      clock: processClock,
      onFailure: (error, facts) => logger.warn('lanes could not go on', { ...facts, error: error as Error }),
    });
    if (run.latestMs !== undefined) metrics.addMetric('LaneDelay', 'Seconds', Math.ceil(run.latestMs / 1_000));
    return run;
  },
});
