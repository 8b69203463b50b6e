import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { runLanes } from '../lanes/run-lanes.ts';
import { takeTurn } from '../lanes/take-turn.ts';
import { wireDeliveries, wireEvents, wireLease, wireSender } from '../wiring.ts';

/** How long the loop runs, in milliseconds: longer than its schedule's minute, so that the next one has begun before it ends. */
const loopMs = 65_000;

/** Time kept back for webhooks that are under way, in milliseconds: a receiver may take 5 s, and the log and the bus theirs. */
const reserveMs = 15_000;

const lease = wireLease();
const dependencies = { ...wireSender(), waiting: wireDeliveries(), events: wireEvents() };

/** Sends the webhooks that wait for their next attempt, lane by lane. A region that becomes active goes on with those of the other. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics, remainingMs }) {
    const endMs = remainingMs() - loopMs;
    const isTimeLeft = () => remainingMs() > Math.max(endMs, reserveMs);
    const report = (text: string, facts: Readonly<Record<string, unknown>>) => logger.info(text, facts);
    const run = await runLanes({
      lanes: dependencies.lanes,
      isActive: async () => (await lease.current()).isActive,
      isTimeLeft,
      takeTurn: (lane) => takeTurn(lane, { ...dependencies, isTimeLeft, report }),
      clock: processClock,
      onFailure: (error, facts) => logger.warn('lanes could not go on', { ...facts, error: error as Error }),
    });
    if (run.latestMs !== undefined) metrics.addMetric('LaneDelay', 'Seconds', Math.ceil(run.latestMs / 1_000));
    return run;
  },
});
