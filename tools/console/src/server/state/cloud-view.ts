import type { FaultStatus, KnownNow } from '@redoubt/local-cloud';
import type { CloudView, FaultView, LoadView, RegionView, StakeView } from '../../wire.ts';
import type { RegionFigures } from './region-figures.ts';
import type { RegionItems } from './region-items.ts';

export interface CloudSources {
  readonly at: Date;
  readonly publicApi: string;
  readonly leaseMs: number;
  readonly signalIntervalMs: number;
  readonly known: KnownNow;
  readonly items: Pick<RegionItems, 'state' | 'readAt' | 'unreadable' | 'heartbeats' | 'watches'>;
  readonly figures: ReadonlyMap<string, Pick<RegionFigures, 'databaseRole' | 'replica' | 'queues' | 'alarms'>>;
  readonly stake: StakeView | undefined;
  readonly load: LoadView;
  readonly acknowledgedPerSecond: (region: string) => number;
}

/** Everything about regions and the link in one value. Asks nobody, so that it is there at once after each change. */
export function cloudView(sources: CloudSources): CloudView {
  const { at, publicApi, leaseMs, signalIntervalMs, known, items, stake, load } = sources;
  const { state, readAt = at.toISOString(), unreadable } = items;
  return {
    at: at.toISOString(),
    publicApi,
    leaseMs,
    signalIntervalMs,
    ...(state === undefined
      ? {}
      : {
          state: {
            epoch: state.epoch,
            activeRegion: state.activeRegion,
            mode: state.mode,
            stage: state.stage,
            since: state.since,
            readAt,
          },
        }),
    ...(unreadable === undefined ? {} : { stateUnreadable: unreadable }),
    regions: known.regions.map((region) => regionView(region, sources)),
    links: known.links.map(({ kind, from, to, now }) => ({
      kind,
      from,
      ...(to === undefined ? {} : { to }),
      state: now.state,
      delayMs: now.state === 'carrying' ? now.delayMs : 0,
    })),
    faults: known.faults.map(faultView),
    ...(stake === undefined ? {} : { stake }),
    load,
  };
}

function regionView(
  { region, seat, process, frontDoor }: KnownNow['regions'][number],
  { known, items, figures, acknowledgedPerSecond }: CloudSources,
): RegionView {
  const { databaseRole = 'unknown', replica, queues, alarms } = figures.get(region) ?? {};
  const heartbeat = items.heartbeats.get(region);
  const watch = items.watches.get(region);
  const isAwake = process === 'running';
  return {
    region,
    seat,
    process,
    trafficRole: items.state === undefined ? 'unknown' : items.state.activeRegion === region ? 'active' : 'standby',
    databaseRole: isAwake ? databaseRole : 'unknown',
    leadsTraffic: known.trafficRegions[0] === region,
    frontDoor,
    ...(heartbeat === undefined
      ? {}
      : {
          heartbeat: {
            at: heartbeat.at,
            booking: heartbeat.booking.status,
            oldestUnbookedMs: heartbeat.booking.oldestUnbookedMs,
          },
        }),
    ...(replica === undefined || process === 'killed' ? {} : { replica }),
    healthChecks: known.healthChecks
      .filter(({ target }) => target.includes(region) && !target.includes(' of ('))
      .map(({ target, healthy, lastAnswer, lastCheckedAt }) => ({
        target,
        healthy,
        ...(lastAnswer === undefined ? {} : { answer: lastAnswer }),
        ...(lastCheckedAt === undefined ? {} : { checkedAt: lastCheckedAt }),
      })),
    ...(queues === undefined ? {} : { queues }),
    ...(alarms === undefined ? {} : { alarms }),
    acknowledgedPerSecond: acknowledgedPerSecond(region),
    ...(watch === undefined
      ? {}
      : {
          watch: {
            at: watch.at,
            assessment: watch.assessment,
            duty: watch.duty,
            because: watch.because,
            signals: watch.signals,
          },
        }),
  };
}

/** A fault in words; its parameters as they are. */
export function faultView({ id, fault, since }: FaultStatus): FaultView {
  const { kind, seed: _, ...rest } = fault;
  const { region, ...parameters } = rest as { readonly region?: string } & Record<string, unknown>;
  const words = Object.entries(parameters).map(([name, value]) => `${name} ${wordOf(value)}`);
  return {
    id,
    since,
    ...(region === undefined ? {} : { region }),
    text: [kind.replace('-', ' '), ...(region === undefined ? [] : [`of ${region}`]), ...words].join(', '),
  };
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}
