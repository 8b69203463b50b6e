import { platformParameterName, stakeText } from '@redoubt/contracts';
import type { ConsoleHost, KnownNow, RecordedEvent } from '@redoubt/local-cloud';
import type { CloudView, FailoverView, StakeView, TimelineRow } from '../wire.ts';
import type { Load } from './acts/load.ts';
import type { Feed, Message } from './feed.ts';
import { cloudView } from './state/cloud-view.ts';
import { EventBook } from './state/event-book.ts';
import { EventTail } from './state/event-tail.ts';
import { PaymentBook } from './state/payment-book.ts';
import { RegionFigures } from './state/region-figures.ts';
import { RegionItems } from './state/region-items.ts';
import { Ring } from './state/ring.ts';
import { Seconds } from './state/seconds.ts';
import { Stake } from './state/stake.ts';

/** Changes are gathered for so long before they are sent, in milliseconds. */
const gatherMs = 40;
/** Time between two looks at the regions' files of events, in milliseconds. */
const tailMs = 60;
/** Time between two reads of figures that regions tell, in milliseconds; only while somebody looks. */
const figuresMs = 1000;
/** Alarms are evaluated when they are asked for: a tenth of the cost of the rest together. */
const alarmsEvery = 3;
/** Span over which a region's throughput is averaged, in milliseconds. */
const throughputMs = 5000;
/** Rows that a page begins with, of each kind. */
const firstRows = { payments: 200, events: 200, timeline: 200, seconds: 600 } as const;

/** Watches the cloud, keeps the newest of everything, and tells the feed of each change. */
export class Observer {
  readonly events = new EventBook();
  readonly payments = new PaymentBook();
  readonly seconds = new Seconds();
  readonly items: RegionItems;
  readonly #host: ConsoleHost;
  readonly #feed: Feed;
  readonly #load: Load;
  readonly #stake = new Stake();
  readonly #timeline = new Ring<TimelineRow>(500);
  readonly #figures: ReadonlyMap<string, RegionFigures>;
  readonly #tails: ReadonlyMap<string, EventTail>;
  readonly #served = new Map<string, number[]>();
  readonly #timers: NodeJS.Timeout[] = [];
  #freshTimeline: TimelineRow[] = [];
  #isGathering = false;
  #isReading = false;
  #readAgain = false;
  #looks = 0;

  constructor({ host, feed, load }: { readonly host: ConsoleHost; readonly feed: Feed; readonly load: Load }) {
    this.#host = host;
    this.#feed = feed;
    this.#load = load;
    const regions = host.now().regions.map(({ region }) => region);
    this.items = new RegionItems(host, regions);
    const askRegion: ConsoleHost['askRegion'] = (...call) => host.askRegion(...call);
    this.#figures = new Map(regions.map((region) => [region, new RegionFigures(region, askRegion)]));
    this.#tails = new Map(regions.map((region) => [region, new EventTail(host.eventsFile(region))]));
    for (const entry of host.timeline()) this.#timeline.push(entry);
    host.news.onTimeline((entry) => {
      this.#timeline.push(entry);
      this.#freshTimeline.push(entry);
      this.changed();
    });
    host.news.onTableWritten((table) => {
      if (table === this.items.tableName) void this.#readItems();
    });
  }

  start(): void {
    this.#timers.push(setInterval(() => this.#lookAtEvents(), tailMs));
    this.#timers.push(setInterval(() => this.#lookWhileRead(), figuresMs));
    void this.#readItems();
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const tail of this.#tails.values()) tail.close();
  }

  /** Notes that a region has acknowledged a payment of the console. */
  served(servedBy: string, atMs: number): void {
    const region = servedBy.split(';')[0] ?? '';
    const times = this.#served.get(region) ?? [];
    times.push(atMs);
    while (times.length > 0 && (times[0] ?? 0) < atMs - throughputMs) times.shift();
    this.#served.set(region, times);
  }

  /** Lets pages know soon: several changes at once are sent once. */
  changed(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    setTimeout(() => this.#flush(), gatherMs);
  }

  /** Everything that a page needs to begin with. */
  first(): readonly Message[] {
    // At once and not a second later: a page that opens shows no gaps.
    void this.#lookAtRegions({ withAlarms: true });
    return [
      { topic: 'cloud', data: this.cloud() },
      { topic: 'failover', data: this.failover() },
      { topic: 'payments', data: this.payments.newest(firstRows.payments) },
      { topic: 'events', data: this.events.newest(firstRows.events) },
      { topic: 'timeline', data: this.#timeline.newest(firstRows.timeline) },
      { topic: 'seconds', data: this.seconds.newest(firstRows.seconds) },
    ];
  }

  cloud(): CloudView {
    const at = new Date();
    const known = this.#host.now();
    const stake = this.#stakeNow(known, at);
    const { publicApi, parameters, suffix } = this.#host;
    return cloudView({
      at,
      publicApi,
      leaseMs: Number(parameters.get(platformParameterName(suffix, 'leaseMs')) ?? 0),
      signalIntervalMs: Number(parameters.get(platformParameterName(suffix, 'signalIntervalMs')) ?? 0),
      known,
      items: this.items,
      figures: this.#figures,
      stake,
      load: this.#load.view(),
      acknowledgedPerSecond: (region) => this.#throughputOf(region, at.getTime()),
    });
  }

  failover(): FailoverView {
    const { suffix, functionBudgets } = this.#host;
    const budgets = functionBudgets.flatMap(({ name, timeoutSeconds }): [string, number][] => {
      const isStage = name.startsWith('failover-') && name.endsWith(`-${suffix}`);
      return isStage ? [[name.slice('failover-'.length, -suffix.length - 1), timeoutSeconds]] : [];
    });
    const question = this.items.state?.question;
    return {
      at: new Date().toISOString(),
      ...(question === undefined ? {} : { questionStake: stakeText(question.atStake) }),
      ...(this.items.state === undefined ? {} : { state: this.items.state }),
      reports: this.items.reports,
      budgetSeconds: Object.fromEntries(budgets),
    };
  }

  /** A replica whose region stands still falls behind unseen: then everything until now counts. */
  #stakeNow({ regions, writerRegion }: KnownNow, now: Date): StakeView | undefined {
    const standby = regions.find(({ region, process }) => region !== writerRegion && process !== 'killed');
    const replica = standby === undefined ? undefined : this.#figures.get(standby.region)?.replica;
    if (replica === undefined) return undefined;
    const at = standby?.process === 'paused' ? now.toISOString() : replica.readAt;
    return this.#stake.count(writerRegion, { upTo: replica.upTo, at });
  }

  #throughputOf(region: string, nowMs: number): number {
    const times = (this.#served.get(region) ?? []).filter((at) => at >= nowMs - throughputMs);
    return times.length / (throughputMs / 1000);
  }

  #flush(): void {
    this.#isGathering = false;
    const payments = this.payments.takeChanged();
    const events = this.events.takeFresh();
    const timeline = this.#freshTimeline;
    this.#freshTimeline = [];
    const seconds = this.seconds.takeChanged();
    if (!this.#feed.hasReaders) return;
    this.#feed.send({ topic: 'cloud', data: this.cloud() });
    if (payments.length > 0) this.#feed.send({ topic: 'payments', data: payments });
    if (events.length > 0) this.#feed.send({ topic: 'events', data: events });
    if (timeline.length > 0) this.#feed.send({ topic: 'timeline', data: timeline });
    if (seconds.length > 0) this.#feed.send({ topic: 'seconds', data: seconds });
  }

  #lookAtEvents(): void {
    for (const [region, tail] of this.#tails) {
      for (const event of tail.look()) this.#hear(region, event);
    }
  }

  #hear(region: string, event: RecordedEvent): void {
    this.events.hear(region, event);
    this.payments.hear(region, event);
    this.#stake.hear(event);
    if (event.detailType === 'PaymentCaptured' && event.forwardedFrom === undefined) {
      this.seconds.booked(Date.parse(event.at));
    }
    this.changed();
  }

  #lookWhileRead(): void {
    if (!this.#feed.hasReaders) return;
    this.#looks += 1;
    void this.#lookAtRegions({ withAlarms: this.#looks % alarmsEvery === 0 });
  }

  async #lookAtRegions({ withAlarms }: { readonly withAlarms: boolean }): Promise<void> {
    const now = () => new Date();
    const awake = this.#host.now().regions.filter(({ process }) => process === 'running');
    await Promise.all(
      awake.flatMap(({ region }) => {
        const figures = this.#figures.get(region);
        if (figures === undefined) return [];
        return [figures.readDatabase(now), figures.readQueues(now), ...(withAlarms ? [figures.readAlarms(now)] : [])];
      }),
    );
    this.changed();
  }

  /** Reads the region-state table; writes that come meanwhile lead to one more read. */
  async #readItems(): Promise<void> {
    this.#readAgain = true;
    if (this.#isReading) return;
    this.#isReading = true;
    while (this.#readAgain) {
      this.#readAgain = false;
      const before = JSON.stringify([this.items.state, this.items.reports.length, this.items.reports[0]?.outcome]);
      await this.items.read(() => new Date());
      const after = JSON.stringify([this.items.state, this.items.reports.length, this.items.reports[0]?.outcome]);
      if (before !== after) this.#feed.send({ topic: 'failover', data: this.failover() });
      this.changed();
    }
    this.#isReading = false;
  }
}
