import { setTimeout as pause } from 'node:timers/promises';
import { headers } from '@redoubt/contracts';
import { driveLoad, type SettledRequest } from '../load/drive-load.ts';
import { planLoad } from '../load/plan-load.ts';
import { headerOf } from '../load/send-until-settled.ts';
import type { FaultRecord } from '../report/report.ts';
import { acknowledgedId, isServedBy } from '../witness/read-book.ts';
import { awaitTakeover } from './await-takeover.ts';
import type { DrillOptions } from './drill-options.ts';
import type { DrillRun, Seats } from './drill-run.ts';
import { FirstCapture } from './first-capture.ts';
import { loseRegion, lossMomentOf } from './lose-region.ts';

/** A payment is looked at for this long, in milliseconds, after its acknowledgement. */
const lookMsMax = 30_000;

/** A load goes on for at most this long over its time, until the other region has been seen to book. */
const overtimeSecondsMax = 30;

/**
 * Drives the whole load and loses the active region in the middle of it.
 *
 * @returns once the other region has taken over, the first payment there was seen booked and every request is settled.
 * @throws DrillError `no_commit_under_hold` or `no_failover`; the load has ended then too.
 */
export async function loseUnderLoad(
  run: DrillRun,
  seats: Seats,
  { rate, seconds }: Pick<DrillOptions, 'rate' | 'seconds'>,
): Promise<Omit<FaultRecord, 'planted'>> {
  const plan = planLoad({ rate, seconds: seconds + overtimeSecondsMax, run: run.run }, run.random.stream('load'));
  const moment = lossMomentOf(seconds, run.random.stream('loss'));
  const ended = new AbortController();
  const signal = AbortSignal.any([run.signal, ended.signal]);
  const watch = new LossWatch({ ...run, signal }, seats);
  const client = { ...run, signal, jitter: run.random.stream('jitter') };
  const load = driveLoad(plan, client, {
    onSettled: (settled) => watch.onSettled(settled),
    isEnough: (dueMs) => dueMs > seconds * 1000 && watch.isOver,
  });
  const loss = async (): Promise<Omit<FaultRecord, 'planted'>> => {
    await pause(moment.holdAfterMs, undefined, { signal });
    watch.heldSinceMs = run.clock.nowMs();
    const fault = await loseRegion({ ...run, signal }, seats, moment, watch.underHold);
    watch.lostSinceMs = fault.killedAtMs;
    await awaitTakeover({ ...run, signal }, seats);
    return fault;
  };
  try {
    const [fault] = await Promise.all([loss(), load]);
    await Promise.race([watch.booked, pause(lookMsMax, undefined, { signal })]);
    return fault;
  } finally {
    ended.abort();
    await load;
  }
}

/** Picks out of all answers those that the drill waits for. */
class LossWatch {
  /** Resolves when a payment that was requested after the loss was seen booked in the other region. */
  readonly booked: Promise<void>;
  heldSinceMs = Number.POSITIVE_INFINITY;
  lostSinceMs = Number.POSITIVE_INFINITY;
  readonly #bookedUnderHold: FirstCapture;
  readonly #changedUnderHold = Promise.withResolvers<void>();
  readonly #afterLoss: FirstCapture;
  readonly #run: DrillRun;
  readonly #surviving: string;
  #isAccepted = false;

  constructor(run: DrillRun, { surviving }: Seats) {
    this.#run = run;
    this.#surviving = surviving;
    this.#bookedUnderHold = new FirstCapture(run, lookMsMax);
    this.#afterLoss = new FirstCapture(run, lookMsMax);
    this.booked = this.#afterLoss.first.then((paymentId) => {
      run.timeline.add('posted', `${paymentId}, requested after the loss, is captured`, { region: surviving });
    });
    this.booked.catch(() => {});
  }

  /** The other region has been seen to book a payment. */
  get isOver(): boolean {
    return this.#afterLoss.isSeen;
  }

  /** Resolves when a payment and a change were booked that were requested while replication was held. */
  get underHold(): Promise<unknown> {
    return Promise.all([this.#bookedUnderHold.first, this.#changedUnderHold.promise]);
  }

  onSettled(settled: SettledRequest): void {
    const { planned, requestedAtMs, answer } = settled;
    const isLost = this.lostSinceMs !== Number.POSITIVE_INFINITY;
    const isUnderHold = !isLost && requestedAtMs > this.heldSinceMs;
    if (planned.purpose === 'change' && answer.status === 201 && isUnderHold) this.#changedUnderHold.resolve();
    if (answer.status !== 202) return;
    // One that is held until its merchant captures it would never be seen captured by itself.
    if (planned.purpose === 'payment' && planned.intent.capture === 'automatic') {
      const paymentId = acknowledgedId(answer.body);
      if (isUnderHold) this.#bookedUnderHold.offer(paymentId);
      if (isLost && requestedAtMs > this.lostSinceMs) this.#afterLoss.offer(paymentId);
    }
    const servedBy = headerOf(answer, headers.servedBy);
    if (this.#isAccepted || !isServedBy(this.#surviving, servedBy)) return;
    this.#isAccepted = true;
    this.#run.timeline.add('accepted', `first payment acknowledged by ${servedBy}`, { region: this.#surviving });
  }
}
