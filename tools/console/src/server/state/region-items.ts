import {
  FailoverReport,
  failoverReportKey,
  Heartbeat,
  heartbeatKey,
  platformParameterName,
  RegionState,
  regionStateKey,
  WatchView,
  watchKey,
} from '@redoubt/contracts';
import type { ConsoleHost } from '@redoubt/local-cloud';
import type { z } from 'zod';
import { plainItem } from './plain-item.ts';

/** Reports that are kept, of the newest epochs. */
const reportsMax = 20;

/**
 * The items of the region-state table, as they are.
 *
 * Read from the quorum and not through a region: they answer when both regions are dead.
 */
export class RegionItems {
  state: RegionState | undefined;
  readAt: string | undefined;
  unreadable: { readonly since: string; readonly reason: string } | undefined;
  readonly heartbeats = new Map<string, Heartbeat>();
  readonly watches = new Map<string, WatchView>();
  /** By epoch. */
  readonly #reports = new Map<number, FailoverReport>();
  readonly #host: Pick<ConsoleHost, 'callTables' | 'parameters' | 'suffix'>;
  readonly #regions: readonly string[];

  constructor(host: Pick<ConsoleHost, 'callTables' | 'parameters' | 'suffix'>, regions: readonly string[]) {
    this.#host = host;
    this.#regions = regions;
  }

  get tableName(): string {
    return this.#host.parameters.get(platformParameterName(this.#host.suffix, 'regionStateTableName')) ?? '';
  }

  /** Reports that are known, newest first. */
  get reports(): readonly FailoverReport[] {
    return [...this.#reports.values()].sort((a, b) => b.epoch - a.epoch);
  }

  /** Reads everything again; what can't be read stays as it was. */
  async read(now: () => Date): Promise<void> {
    try {
      const wanted = [regionStateKey, ...this.#regions.flatMap((region) => [heartbeatKey(region), watchKey(region)])];
      const items = await this.#items(wanted);
      this.state = parsed(RegionState, items.get(regionStateKey)) ?? this.state;
      for (const region of this.#regions) {
        keep(this.heartbeats, region, parsed(Heartbeat, items.get(heartbeatKey(region))));
        keep(this.watches, region, parsed(WatchView, items.get(watchKey(region))));
      }
      // The epoch tells which reports there are.
      for (const item of (await this.#items(this.#wantedReports().map(failoverReportKey))).values()) {
        const report = parsed(FailoverReport, item);
        keep(this.#reports, report?.epoch ?? 0, report);
      }
      this.readAt = now().toISOString();
      this.unreadable = undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.unreadable = { since: this.unreadable?.since ?? now().toISOString(), reason };
    }
  }

  /** Epochs whose report is missing or may still change. */
  #wantedReports(): readonly number[] {
    const epoch = this.state?.epoch ?? 1;
    const first = Math.max(2, epoch - reportsMax + 1);
    const epochs = Array.from({ length: Math.max(0, epoch - first + 1) }, (_, at) => first + at);
    for (const old of this.#reports.keys()) if (old < first) this.#reports.delete(old);
    return epochs.filter((it) => it >= epoch - 1 || !this.#reports.has(it));
  }

  async #items(keys: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
    if (keys.length === 0) return new Map();
    const answer = await this.#host.callTables('BatchGetItem', {
      RequestItems: {
        [this.tableName]: { Keys: keys.map((pk) => ({ pk: { S: pk } })), ConsistentRead: true },
      },
    });
    const { Responses = {} } = answer as { readonly Responses?: Readonly<Record<string, readonly Item[]>> };
    const items = (Responses[this.tableName] ?? []).map(plainItem);
    return new Map(items.map((item) => [String(item['pk']), item]));
  }
}

type Item = Parameters<typeof plainItem>[0];

function parsed<Schema extends z.ZodType>(schema: Schema, item: unknown): z.infer<Schema> | undefined {
  return item === undefined ? undefined : schema.safeParse(item).data;
}

function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
  if (value !== undefined) map.set(key, value);
}
