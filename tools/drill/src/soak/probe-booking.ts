import { setTimeout as pause } from 'node:timers/promises';
import type { DrillRun } from '../course/drill-run.ts';
import type { BookingWatch } from '../course/watch/booking-watch.ts';
import { sendUntilSettled } from '../load/send-until-settled.ts';
import { smallPayment } from '../load/small-payment.ts';

/** Pause between two payments, in milliseconds: the resolution of the measured recovery. */
const everyMs = 250;

/** Numbers of one run's probes begin here, beyond those of all planned requests. */
const firstNumber = 6_000_001;
const numbersPerRun = 10_000;

/** Requests a payment again and again until the run is over, so that the first booking after the loss is seen. */
export async function probeBooking(
  run: DrillRun,
  { number: runNumber, bookings, isOver }: { number: number; bookings: BookingWatch; isOver: () => boolean },
): Promise<void> {
  const client = { ...run, jitter: run.random.stream(`probe-${runNumber}`) };
  const sent: Promise<void>[] = [];
  for (let count = 0; !isOver() && !run.signal.aborted; count++) {
    const planned = smallPayment(run.run, firstNumber + runNumber * numbersPerRun + count);
    const requestedAtMs = run.clock.nowMs();
    sent.push(
      sendUntilSettled(planned, { path: '/validation/v1/payments' }, client).then((answer) => {
        if (answer !== undefined) bookings.onSettled({ planned, requestedAtMs, answer });
      }),
    );
    await pause(everyMs, undefined, { signal: run.signal }).catch(() => {});
  }
  await Promise.all(sent);
}
