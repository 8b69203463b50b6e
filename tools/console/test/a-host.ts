import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformParameterName } from '@redoubt/contracts';
import type { ConsoleHost, KnownNow, ReceivedWebhook, RecordedEvent, TimelineEntry } from '@redoubt/local-cloud';

export type RegionName = 'us-east-1' | 'us-east-2';
export const regionNames = ['us-east-1', 'us-east-2'] as const;

const suffix = 'dev';
export const stateTable = 'region-state-dev';
export const journalTable = 'journal-dev';

/** A cloud that stands still, with everything that a console needs, in the hands of a test. */
export class AHost implements ConsoleHost {
  readonly listen: ConsoleHost['listen'];
  readonly key = 'the-key';
  readonly suffix = suffix;
  readonly dataDir = mkdtempSync(join(tmpdir(), 'console-'));
  readonly publicApi = 'http://api.dev.redoubt.example';
  readonly startedAt = '2030-01-01T00:00:00.000Z';
  readonly parameters = new Map([
    [platformParameterName(suffix, 'regionStateTableName'), stateTable],
    [platformParameterName(suffix, 'journalTableName'), journalTable],
    [platformParameterName(suffix, 'leaseMs'), '1000'],
    [platformParameterName(suffix, 'signalIntervalMs'), '1000'],
  ]);
  readonly functionBudgets = [{ name: 'failover-begin-epoch-dev', timeoutSeconds: 15 }];
  /** Commands that were carried out, oldest first. */
  readonly done: string[] = [];
  /** Items of the strongly consistent tables as DynamoDB's protocol has them, by partition key. */
  readonly items = new Map<string, Readonly<Record<string, object>>>();
  /** Answers of the regions' hooks, by `region hook`. */
  readonly answers = new Map<string, unknown>();
  readonly received: ReceivedWebhook[] = [];
  known: KnownNow = aKnownNow();
  /** Refuses every call of the tables when set. */
  tablesFailure: string | undefined;
  api: ConsoleHost['listen'] | undefined;
  readonly #entries: TimelineEntry[] = [];
  readonly #timeline: ((entry: TimelineEntry) => void)[] = [];
  readonly #written: ((table: string) => void)[] = [];

  constructor(listen: ConsoleHost['listen'] = { host: '127.0.0.1', port: 0 }) {
    this.listen = listen;
    for (const region of regionNames) {
      writeFileSync(this.eventsFile(region), '');
      writeFileSync(this.logFile(region), '');
    }
  }

  readonly news: ConsoleHost['news'] = {
    onTimeline: (listener) => void this.#timeline.push(listener),
    onWebhook: () => undefined,
    onTableWritten: (listener) => void this.#written.push(listener),
  };

  /** Puts an entry on the timeline, as control does when something happens. */
  happened(entry: Omit<TimelineEntry, 'at'>): void {
    const stamped = { at: new Date().toISOString(), ...entry };
    this.#entries.push(stamped);
    for (const listener of this.#timeline) listener(stamped);
  }

  /** Puts an item of the region-state table, and tells of it. */
  put(item: Readonly<Record<string, object>> & { readonly pk: { readonly S: string } }): void {
    this.items.set(item.pk.S, item);
    for (const listener of this.#written) listener(stateTable);
  }

  announce(region: RegionName, event: RecordedEvent): void {
    appendFileSync(this.eventsFile(region), `${JSON.stringify(event)}\n`);
  }

  now(): KnownNow {
    return this.known;
  }

  timeline(): readonly TimelineEntry[] {
    return this.#entries;
  }

  webhooks(): readonly ReceivedWebhook[] {
    return this.received;
  }

  eventsFile(region: string): string {
    return join(this.dataDir, `${region}.ndjson`);
  }

  logFile(region: string): string {
    return join(this.dataDir, `${region}.log`);
  }

  addressOf(): ConsoleHost['listen'] | undefined {
    return this.api;
  }

  async askRegion(region: string, hook: string): Promise<unknown> {
    const answer = this.answers.get(`${region} ${hook}`);
    if (answer === undefined) throw new Error(`${region} does not answer ${hook}`);
    return answer;
  }

  async callTables(action: string, input: object): Promise<Readonly<Record<string, unknown>>> {
    if (this.tablesFailure !== undefined) throw new Error(this.tablesFailure);
    const keyOf = (key: { readonly pk: { readonly S: string } }) => this.items.get(key.pk.S);
    if (action === 'GetItem') {
      const item = keyOf((input as { readonly Key: { readonly pk: { readonly S: string } } }).Key);
      return item === undefined ? {} : { Item: item };
    }
    const { RequestItems } = input as {
      readonly RequestItems: Record<string, { readonly Keys: { pk: { S: string } }[] }>;
    };
    const found = Object.entries(RequestItems).map(([table, { Keys }]) => [
      table,
      Keys.flatMap((key) => keyOf(key) ?? []),
    ]);
    return { Responses: Object.fromEntries(found) };
  }

  async invoke(region: string, functionName: string, payload: unknown): Promise<unknown> {
    this.done.push(`invoke ${region} ${functionName} ${JSON.stringify(payload)}`);
    const answer = this.answers.get(functionName);
    if (answer === undefined) throw new Error(`${functionName} does not answer`);
    return answer;
  }

  async kill(region: string): Promise<{ readonly killedAt: string; readonly processes: number }> {
    this.done.push(`kill ${region}`);
    return { killedAt: '2030-01-01T00:00:00.000Z', processes: 1 };
  }

  async restore(region: string): Promise<void> {
    this.done.push(`restore ${region}`);
  }

  async addFault(fault: unknown): Promise<KnownNow['faults'][number]> {
    this.done.push(`fault ${JSON.stringify(fault)}`);
    return { id: 'fault-1', fault: fault as KnownNow['faults'][number]['fault'], since: '2030-01-01T00:00:00.000Z' };
  }

  async heal(id: string | undefined): Promise<void> {
    this.done.push(`heal ${id ?? 'all'}`);
  }
}

/** Both regions run, the first one is active, nothing is broken. */
export function aKnownNow(over: Partial<KnownNow> = {}): KnownNow {
  const links = [
    { kind: 'postgres', from: 'us-east-2', to: 'us-east-1' },
    { kind: 'quorum', from: 'us-east-1' },
    { kind: 'quorum', from: 'us-east-2' },
  ] as const;
  return {
    regions: regionNames.map((region, at) => ({
      region,
      seat: at === 0 ? 'primary' : 'secondary',
      process: 'running',
      frontDoor: `http://127.0.0.1${at + 1}:4500`,
      awsEndpoint: `http://127.0.0.1${at + 1}:4501`,
      logFile: '',
    })),
    writerRegion: 'us-east-1',
    healthChecks: regionNames.map((region, at) => ({
      id: region,
      target: `https://${region}.api.dev.redoubt.example/failover/serving`,
      healthy: at === 0,
      lastAnswer: at === 0 ? 'HTTP 200' : 'HTTP 404',
      lastCheckedAt: '2030-01-01T00:00:00.000Z',
    })),
    links: links.map((link) => ({ ...link, now: { state: 'carrying', delayMs: 0 } })),
    faults: [],
    trafficRegions: ['us-east-1'],
    ...over,
  };
}

/** The region state, as its table holds it. */
export function aStateItem(over: Readonly<Record<string, object>> = {}) {
  return {
    pk: { S: 'region-state' },
    version: { N: '1' },
    epoch: { N: '1' },
    activeRegion: { S: 'us-east-1' },
    writerEpoch: { N: '1' },
    mode: { S: 'open' },
    stage: { S: 'verified' },
    since: { S: '2030-01-01T00:00:00.000Z' },
    by: { S: 'seed' },
    stages: { L: [] },
    automaticMoves: { L: [] },
    ...over,
  };
}

/** An event as a bus records it. */
export function anEvent(type: string, over: Readonly<Record<string, unknown>> = {}, data: object = {}): RecordedEvent {
  const time = String(over['time'] ?? '2030-01-01T00:00:01.000Z');
  return {
    at: time,
    bus: 'payments-dev',
    source: 'payments.transactions',
    detailType: type,
    detail: {
      id: '5f0c7ab0-0000-4000-8000-000000000001',
      type,
      time,
      epoch: 1,
      originregion: 'us-east-1',
      aggregateversion: 2,
      subject: paymentId,
      ...over,
      data: { paymentId, merchantId: 'acme', amountMinor: '1050', currency: 'EUR', reference: 'order 7', ...data },
    },
  };
}

export const paymentId = 'pay_0123456789abcdef0123456789abcdef';
