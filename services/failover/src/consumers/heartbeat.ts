import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { BookingJudgement } from '../domain/judge-booking.ts';
import { checkBooking } from '../watching/check-booking.ts';
import { type AstraySinceMs, checkTraffic, trafficMsMax } from '../watching/check-traffic.ts';
import { everyInterval } from '../watching/every-interval.ts';
import { loopDurationMs } from '../watching/loop-duration.ts';
import { renewHeartbeat } from '../watching/renew-heartbeat.ts';
import { wireHeartbeat } from '../wiring.ts';

const { region, isSecondarySeat, state, signals, contract, sharedApi, intervalMs, bookMs, bookingPolicy } =
  wireHeartbeat();
const clock = processClock;

/** How often the active region asks where the shared name leads, in milliseconds. */
const trafficMs = 10_000;

/** Outlives an invocation: a function that stays warm goes on where the last loop ended. */
let judgement: BookingJudgement | undefined;
let astraySinceMs: AstraySinceMs;

/**
 * Three loops side by side, so that a slow hook or name delays no heartbeat: the sign of life, the proof that money can be
 * booked, and where the traffic goes.
 */
export const handler = taskHandler({
  input: z.unknown(),
  handle: async (_, { logger, metrics, remainingMs }) => {
    const durationMs = loopDurationMs(remainingMs());
    const loopOf = (ms: number, message: string) => ({
      intervalMs: ms,
      durationMs,
      clock,
      onFailure: (error: unknown) => logger.warn(message, error as Error),
    });
    const [beats] = await Promise.all([
      everyInterval(loopOf(intervalMs, 'heartbeat could not be renewed'), async () => {
        const current = await state.read();
        if (isSecondarySeat) {
          // The memory of the traffic's vote: an alarm keeps it when this region can't be asked.
          metrics.addMetric('SecondaryIsActive', 'Count', current.activeRegion === region ? 1 : 0);
          metrics.publishStoredMetrics();
        }
        await renewHeartbeat({ signals, region, clock }, current, judgement?.booking);
      }),
      everyInterval(loopOf(bookMs, 'booking could not be checked'), async () => {
        const current = await state.read();
        if (current.activeRegion !== region) {
          judgement = undefined;
          return;
        }
        const before = judgement?.booking.status;
        judgement = await checkBooking({ region, contract, clock, bookingPolicy }, current, judgement);
        // The other region should know at once, not with the next sign of life.
        if (judgement.booking.status !== before) {
          await renewHeartbeat({ signals, region, clock }, current, judgement.booking);
        }
      }),
      everyInterval(loopOf(trafficMs, 'traffic could not be checked'), async () => {
        const { activeRegion } = await state.read();
        const nowMs = clock.nowMs();
        astraySinceMs =
          activeRegion === region ? await checkTraffic({ api: sharedApi, region, nowMs }, astraySinceMs) : undefined;
        if (astraySinceMs !== undefined && nowMs - astraySinceMs > trafficMsMax)
          metrics.addMetric('TrafficAstray', 'Count', 1);
      }),
    ]);
    const { ticks, failures, lastError } = beats;
    if (failures === ticks) throw new Error(`none of ${ticks} heartbeats could be renewed`, { cause: lastError });
    return { ticks, failures };
  },
});
