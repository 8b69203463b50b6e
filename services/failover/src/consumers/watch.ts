import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { LastOrder } from '../domain/decide-duty.ts';
import { isStarved, nothingSeen } from '../domain/detection.ts';
import { ChangeAnnouncer } from '../watching/announce-change.ts';
import { everyInterval } from '../watching/every-interval.ts';
import { keepReplicaMark } from '../watching/keep-replica-mark.ts';
import { WatchViewKeeper } from '../watching/keep-watch-view.ts';
import { loopDurationMs } from '../watching/loop-duration.ts';
import { reportStep } from '../watching/report-step.ts';
import { watchRegion } from '../watching/watch-region.ts';
import { wireAnnouncer, wireRehearsals, wireWatch } from '../wiring.ts';

const watching = wireWatch();
const rehearsals = wireRehearsals();

/** How often the standby records how far its replica is, in milliseconds. */
const markMs = 5_000;

/** Outlives an invocation: a function that stays warm goes on where the last loop ended, and tells nothing twice. */
const changes = new ChangeAnnouncer({ announcer: wireAnnouncer(), clock: watching.sources.clock });
let detection = nothingSeen(0);
let lastOrder: LastOrder | undefined;

export const handler = taskHandler({
  input: z.unknown(),
  handle: async (_, scope) => {
    const { logger, metrics } = scope;
    const { intervalMs, sources, state, policy } = watching;
    const observed = { all: 0, starved: 0 };
    const loopOf = (ms: number, message: string) => ({
      intervalMs: ms,
      durationMs: loopDurationMs(scope.remainingMs()),
      clock: sources.clock,
      onFailure: (error: unknown) => logger.warn(message, error as Error),
    });
    const views = new WatchViewKeeper({
      ...{ region: watching.region, signals: watching.signals, clock: sources.clock },
      onFailure: (error) => logger.warn('view could not be kept', error as Error),
    });
    let rehearsing: Promise<void> | undefined;
    let announced: Promise<unknown> | undefined;
    const [watches] = await Promise.all([
      everyInterval(loopOf(intervalMs, 'observation failed'), async () => {
        const step = await watchRegion(watching, detection, lastOrder);
        ({ detection, lastOrder } = step);
        reportStep(scope, step);
        views.keep(step);
        const told = changes.note(step).catch((error: unknown) => logger.warn('change not announced', error as Error));
        announced = Promise.all([announced, told]);
        const observation = detection.observations.at(-1);
        if (observation !== undefined) {
          observed.all += 1;
          if (isStarved(observation, policy)) observed.starved += 1;
        }
        if (step.state.activeRegion === watching.region || step.duty.kind !== 'none') return;
        // Once a loop, and beside it: rehearsing must not slow the watch.
        rehearsing ??= rehearsals.rehearseAll((name, error) => {
          metrics.addMetric('FailedRehearsals', 'Count', 1);
          logger.error('function can not be rehearsed', { functionName: name, error: error as Error });
        });
      }),
      everyInterval(loopOf(markMs, 'replica could not be marked'), async () => {
        await keepReplicaMark({ ...watching, clock: sources.clock }, await state.read());
      }),
    ]);
    await Promise.all([rehearsing, announced, views.settled()]);
    const { ticks, failures, lastError } = watches;
    if (failures === ticks) throw new Error(`none of ${ticks} observations succeeded`, { cause: lastError });
    if (observed.all > 0 && observed.starved === observed.all) {
      throw new Error(`this region's own API never answered within ${policy.ownMsMax} ms: nobody could be judged`);
    }
    return { ticks, failures };
  },
});
