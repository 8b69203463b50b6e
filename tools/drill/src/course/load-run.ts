import { headers } from '@redoubt/contracts';
import { driveEndpoints } from '../load/drive-endpoints.ts';
import { driveHolds } from '../load/drive-holds.ts';
import { driveLoad, type SettledRequest } from '../load/drive-load.ts';
import { driveProcesses } from '../load/drive-processes.ts';
import { driveSessions } from '../load/drive-sessions.ts';
import { planLoad } from '../load/plan-load.ts';
import { headerOf } from '../load/send-until-settled.ts';
import { isServedBy } from '../witness/read-book.ts';
import type { WebhookWitness } from '../witness/webhook-witness.ts';
import type { DrillRun } from './drill-run.ts';
import { BookingWatch } from './watch/booking-watch.ts';

export interface LoadShape {
  /** Requests per second. */
  readonly rate: number;
  /** Shortest length of the load; it goes on until `end`. */
  readonly seconds: number;
  /** Whether some authorizations hold for seconds. */
  readonly hasShortHolds: boolean;
}

/** Seconds of load that may be under way at once: longer than a failover, so that it meets the whole load. */
const underWaySeconds = 6;

/** How long clients go on trying once the load has ended, in milliseconds, however patient they are. */
const settleMsMax = 25_000;

/** Longest load over its time, in seconds: the plan holds no more. */
const overtimeSecondsMax = 600;

/** Payments with their changes, sessions and endpoints: merchants at work until the drill has seen enough. */
export class LoadRun {
  readonly bookings: BookingWatch;
  readonly #run: DrillRun;
  readonly #active: string;
  readonly #ended = new AbortController();
  readonly #lastCall = new AbortController();
  readonly #work: Promise<unknown>;
  #hasEnough = false;
  #isAccepted = false;

  constructor(
    run: DrillRun,
    {
      rate,
      seconds,
      hasShortHolds,
      active,
      witness,
    }: LoadShape & { readonly active: string; readonly witness: WebhookWitness },
  ) {
    const signal = AbortSignal.any([run.signal, this.#ended.signal]);
    this.#run = run;
    this.#active = active;
    this.bookings = new BookingWatch({ ...run, signal });
    const plan = planLoad({ rate, seconds: seconds + overtimeSecondsMax, run: run.run }, run.random.stream('load'));
    const client = { ...run, signal, lastCall: this.#lastCall.signal };
    const isEnough = (dueMs: number) => dueMs > seconds * 1000 && this.#hasEnough;
    this.#work = Promise.all([
      driveLoad(
        plan,
        { ...client, jitter: run.random.stream('jitter') },
        { onSettled: (settled) => this.#onSettled(settled), isEnough, underWayMax: rate * underWaySeconds },
      ),
      driveSessions({ ...client, jitter: run.random.stream('sessions') }, { run: run.run, isEnough }),
      driveProcesses({ ...client, jitter: run.random.stream('processes') }, { run: run.run, isEnough }),
      hasShortHolds && driveHolds({ ...client, jitter: run.random.stream('holds') }, { run: run.run, isEnough }),
      driveEndpoints({ ...client, jitter: run.random.stream('endpoints') }, { run: run.run, isEnough, witness }),
    ]);
    // Awaited in `end`.
    this.#work.catch(() => {});
  }

  /** Ends the load once its time is over; resolves when every request is settled or its client has given up. */
  async end(): Promise<void> {
    this.#hasEnough = true;
    const timer = setTimeout(() => this.#lastCall.abort(), settleMsMax);
    await this.#work.finally(() => clearTimeout(timer));
  }

  /** Ends the load at once. */
  async abort(): Promise<void> {
    this.#ended.abort();
    await this.#work;
  }

  #onSettled(settled: SettledRequest): void {
    this.bookings.onSettled(settled);
    const { status } = settled.answer;
    const servedBy = headerOf(settled.answer, headers.servedBy);
    if (status !== 202 || this.#isAccepted || servedBy === undefined || isServedBy(this.#active, servedBy)) return;
    this.#isAccepted = true;
    this.#run.timeline.add('accepted', `first payment acknowledged by ${servedBy}`);
  }
}
