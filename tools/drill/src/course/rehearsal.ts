import { setTimeout as pause } from 'node:timers/promises';
import { type TakeoverStage, takeoverStages } from '@redoubt/contracts';
import type { FaultInput } from '@redoubt/local-cloud';
import { DrillError } from '../drill-error.ts';
import type { WaitingAtLoss } from '../evidence/evidence.ts';
import type { Random } from '../random.ts';
import type { FaultRecord } from '../report/report.ts';
import { waitUntil } from '../wait-until.ts';
import type { WebhookWitness } from '../witness/webhook-witness.ts';
import type { DrillRun, Roles } from './drill-run.ts';
import { FaultBook } from './fault-book.ts';
import { JournalItems } from './journal-items.ts';
import { sendBurst } from './sending/send-burst.ts';
import { sendFlood } from './sending/send-flood.ts';
import { sendPoison } from './sending/send-poison.ts';
import type { BookingWatch } from './watch/booking-watch.ts';
import type { StateWatch } from './watch/state-watch.ts';

/** A fault of a scenario, on the timeline and in the report. */
export interface InjectedFault {
  heal(): Promise<void>;
}

/** The means of a scenario: faults, waits, and its own stream of random numbers. */
export class Rehearsal {
  readonly roles: Roles;
  readonly random: Random;
  readonly run: DrillRun;
  readonly #states: StateWatch;
  readonly #bookings: BookingWatch;
  readonly witness: WebhookWitness;
  /** Set by a scenario that loses a region in which webhooks wait. */
  waitingAtLoss: WaitingAtLoss | undefined;
  readonly #onBreak: () => Promise<void>;
  readonly #faults = new FaultBook();
  readonly #killed = new Set<string>();
  readonly #healing: (() => Promise<void>)[] = [];

  constructor(
    run: DrillRun,
    given: {
      readonly roles: Roles;
      readonly states: StateWatch;
      readonly bookings: BookingWatch;
      readonly witness: WebhookWitness;
      /** Called before the first fault that clients can feel. */
      readonly onBreak?: () => Promise<void>;
    },
  ) {
    this.run = run;
    this.roles = given.roles;
    this.random = run.random.stream('scenario');
    this.#states = given.states;
    this.#bookings = given.bookings;
    this.witness = given.witness;
    this.#onBreak = given.onBreak ?? (async () => {});
  }

  /** Every fault so far, oldest first. */
  get faults(): readonly FaultRecord[] {
    return this.#faults.records;
  }

  /** Regions that are killed and not back. */
  get killed(): readonly string[] {
    return [...this.#killed];
  }

  /** When the first fault that clients can feel began. */
  get brokenAtMs(): number | undefined {
    return this.#faults.brokenAtMs;
  }

  nowMs(): number {
    return this.run.clock.nowMs();
  }

  async pass(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.run.signal });
  }

  /** Lets time pass, drawn from the seed. */
  async passBetween(minMs: number, maxMs: number): Promise<void> {
    await this.pass(this.random.between(minMs, maxMs));
  }

  /** Brings a fault into force. */
  async inject(text: string, fault: FaultInput): Promise<InjectedFault> {
    await this.#beforeFault();
    const { cloud, timeline } = this.run;
    const running = await cloud.fault({ seed: this.random.between(0, 0xffff_ffff), ...fault });
    const region = 'region' in fault ? fault.region : undefined;
    timeline.add('fault', text, region === undefined ? {} : { region });
    return this.#record({ text, region, heal: () => running.heal() });
  }

  /** Begins work that clients must not feel; failovers may begin from now on. */
  async beginWork(text: string): Promise<void> {
    await this.#beforeFault();
    this.#note(text);
  }

  /** Holds the standby's replication stream: from now on commits exist in the active region only. */
  async holdReplication(): Promise<InjectedFault> {
    const { active, standby } = this.roles;
    const { cloud, timeline } = this.run;
    const stream = { kind: 'postgres', from: standby, to: active } as const;
    await cloud.link.hold(stream);
    const text = `replication to ${standby} is held back: commits from now on exist in ${active} only`;
    timeline.add('hold', text, { region: active });
    return this.#record({ text, region: active, isFelt: false, heal: () => cloud.link.release(stream) });
  }

  /** Kills a region's whole process tree. */
  async kill(region: string): Promise<void> {
    await this.#beforeFault();
    const { cloud, clock, timeline } = this.run;
    const { killedAt, processes } = await cloud.killRegion(region);
    const text = `${region} is gone: SIGKILL to ${processes} processes, database included`;
    const fromMs = clock.atOf(killedAt);
    timeline.add('kill', text, { region, atMs: fromMs });
    this.#killed.add(region);
    this.#faults.add({ text, region, fromMs, isFelt: true });
    this.#bookings.noteBreak(fromMs);
  }

  /** Starts a killed region again. */
  async restore(region: string): Promise<void> {
    await this.run.cloud.restoreRegion(region);
    this.#killed.delete(region);
    this.run.timeline.add('restore', 'is back', { region });
    this.#faults.end((fault) => fault.region === region && fault.toMs === undefined, this.nowMs());
  }

  /** Answers all webhooks of a merchant with 503. */
  async takeEndpointsDown(merchantId: string): Promise<InjectedFault> {
    const text = `the endpoints of ${merchantId} are down`;
    this.witness.refuse(`/${merchantId}`);
    this.run.timeline.add('fault', text);
    return this.#record({ text, isFelt: false, heal: async () => this.witness.accept(`/${merchantId}`) });
  }

  /** Puts a record into the journal that no code can read. */
  async plantUnreadableRecord(): Promise<void> {
    using items = await this.#journalItems();
    const commandId = await items.putUnreadable(this.roles.active, this.roles.epoch);
    this.#note(`the journal holds command ${commandId} of an unknown type`);
  }

  /** Lets the journal say that it has forgotten everything up to now. */
  async forgetJournal(): Promise<void> {
    using items = await this.#journalItems();
    await items.putForgottenUpTo(new Date());
    this.#note('the journal has forgotten everything up to now');
  }

  /** Sends payments as fast as they are acknowledged. */
  async burst(count: number, merchantId?: string): Promise<void> {
    this.run.timeline.add('load', `${count} payments at once`);
    await sendBurst(this.run, count, merchantId);
  }

  /** Sends every kind of text that must be refused to every field that takes one. */
  async poison(): Promise<void> {
    const sent = await sendPoison(this.run);
    this.#note(`${sent} requests with texts that must be refused`);
  }

  /** Floods the public API with requests of a stranger. */
  async flood(): Promise<InjectedFault> {
    await this.#beforeFault();
    const text = 'strangers flood the public API';
    const ended = new AbortController();
    const flood = sendFlood(this.run, ended.signal);
    flood.catch(() => {});
    this.run.timeline.add('fault', text);
    const heal = async () => {
      ended.abort();
      const answers = [...(await flood)].map(([status, count]) => `${count} × ${status}`).join(', ');
      this.run.timeline.add('load', `the flood was answered ${answers}`);
    };
    return this.#record({ text, heal });
  }

  /** Lets a function die as it makes a call next. */
  async crashAt(region: string, functionName: string, call: string): Promise<void> {
    const { suffix } = await this.run.cloud.status();
    await this.run.cloud.crashFunction(region, `${functionName}-${suffix}`, call);
    this.#note(`${functionName} of ${region} dies as it calls ${call}`, region);
  }

  /** Starts a function beside those that run; its end is not awaited. */
  async startFunction(region: string, functionName: string): Promise<void> {
    const { suffix } = await this.run.cloud.status();
    this.run.cloud.invoke(region, `${functionName}-${suffix}`, {}).catch(() => {});
    this.#note(`one more ${functionName} runs in ${region}`, region);
  }

  /** Ends every fault that is still in force; killed regions stay killed. */
  async healAll(): Promise<void> {
    for (const heal of this.#healing.splice(0).reverse()) await heal();
  }

  /** Waits until another region than `from` is open under a later epoch. @returns whether it came in time */
  async takeover(from = this.roles, limitMs?: number): Promise<boolean> {
    return await this.#states.until(
      ({ epoch, activeRegion, mode }) => epoch > from.epoch && activeRegion !== from.active && mode === 'open',
      limitMs,
    );
  }

  /** Waits until a later epoch has begun, whatever its mode. @returns whether it came in time */
  async bump(after = this.roles.epoch, limitMs?: number): Promise<boolean> {
    return await this.#states.until(({ epoch }) => epoch > after, limitMs);
  }

  /** Waits until the takeover by the other region has reached a stage. @returns whether it came in time */
  async stage(stage: TakeoverStage): Promise<boolean> {
    const order = takeoverStages.indexOf(stage);
    return await this.#states.until(
      (state) => state.epoch > this.roles.epoch && takeoverStages.indexOf(state.stage as TakeoverStage) >= order,
    );
  }

  /** Waits until the state is open. */
  async open(): Promise<boolean> {
    return await this.#states.until(({ mode }) => mode === 'open');
  }

  /** Waits until the takeover is finished, its canary included. */
  async verified(): Promise<boolean> {
    return await this.#states.until(({ stage }) => stage === 'verified');
  }

  /** Roles as they are now. */
  rolesNow(): Roles {
    const { state } = this.#states;
    const { active, standby, epoch } = this.roles;
    if (state === undefined) return this.roles;
    return {
      active: state.activeRegion,
      standby: state.activeRegion === active ? standby : active,
      epoch: Math.max(epoch, state.epoch),
    };
  }

  /** Waits until a payment and a change that were requested after a moment are booked. @throws DrillError `no_commit_under_hold` */
  async untilBookedSince(atMs: number): Promise<void> {
    const { signal, waitMsMax: limitMs } = this.run;
    const isBooked = () =>
      this.#bookings.hasBookedSince(atMs, 'payment') && this.#bookings.hasBookedSince(atMs, 'change')
        ? true
        : undefined;
    if (await waitUntil(isBooked, { limitMs, everyMs: 50, signal })) return;
    throw new DrillError(
      'no_commit_under_hold',
      `no payment was seen captured, or no change done, within ${limitMs} ms of the fault; raise --rate`,
    );
  }

  async #journalItems(): Promise<JournalItems> {
    const { cloud } = this.run;
    return new JournalItems(cloud.awsEndpoint(this.roles.standby), (await cloud.status()).suffix);
  }

  #record(fault: {
    readonly text: string;
    readonly region?: string | undefined;
    readonly isFelt?: boolean;
    readonly heal: () => Promise<void>;
  }): InjectedFault {
    const { text, region, isFelt = true } = fault;
    const record: FaultRecord = { text, fromMs: this.nowMs(), isFelt, ...(region === undefined ? {} : { region }) };
    this.#faults.add(record);
    if (isFelt) this.#bookings.noteBreak(record.fromMs);
    let isHealed = false;
    const heal = async () => {
      if (isHealed) return;
      isHealed = true;
      await fault.heal();
      this.run.timeline.add('heal', text, region === undefined ? {} : { region });
      this.#faults.end((it) => it === record, this.nowMs());
    };
    this.#healing.push(heal);
    return { heal };
  }

  async #beforeFault(): Promise<void> {
    if (this.brokenAtMs !== undefined) return;
    const { state } = this.#states;
    if (state !== undefined && state.epoch > this.roles.epoch) {
      throw new DrillError(
        'unexpected_answer',
        `epoch ${state.epoch} began before the fault: is this machine too busy?`,
      );
    }
    await this.#onBreak();
  }

  /** Records a fault that has no end. */
  #note(text: string, region?: string): void {
    const at = region === undefined ? {} : { region };
    this.run.timeline.add('fault', text, at);
    this.#faults.add({ text, fromMs: this.nowMs(), isFelt: false, ...at });
  }
}
