import type { CloudView, RegionView } from '../../src/wire.ts';

export const at = '2030-01-01T00:00:10.000Z';
export const nowMs = Date.parse(at);
/** The time so many seconds before now. */
export const ago = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString();

const check = (region: string, healthy: boolean) => ({
  target: `https://${region}.api.dev.redoubt.example/failover/serving`,
  healthy,
  answer: healthy ? 'HTTP 200' : 'HTTP 404',
  checkedAt: at,
});
const queues = { readAt: at, waiting: 0, inFlight: 0, delayed: 0, deadLetters: 0, oldestSeconds: 0, busy: [] };

/** The active region, all well. */
export function anActive(over: Partial<RegionView> = {}): RegionView {
  return {
    region: 'us-east-1',
    seat: 'primary',
    process: 'running',
    trafficRole: 'active',
    databaseRole: 'writer',
    leadsTraffic: true,
    frontDoor: 'http://127.0.0.11:4500',
    heartbeat: { at, booking: 'good', oldestUnbookedMs: 0 },
    healthChecks: [check('us-east-1', true)],
    queues,
    alarms: { readAt: at, ringing: [] },
    acknowledgedPerSecond: 2,
    ...over,
  };
}

/** Its standby, all well. */
export function aStandby(over: Partial<RegionView> = {}): RegionView {
  return {
    region: 'us-east-2',
    seat: 'secondary',
    process: 'running',
    trafficRole: 'standby',
    databaseRole: 'replica',
    leadsTraffic: false,
    frontDoor: 'http://127.0.0.12:4500',
    replica: { readAt: at, lagMs: 400, upTo: ago(0.4), isStreaming: true },
    healthChecks: [check('us-east-2', false)],
    queues,
    alarms: { readAt: at, ringing: [] },
    acknowledgedPerSecond: 0,
    watch: { at, assessment: 'well', duty: 'none', because: [], signals: [] },
    ...over,
  };
}

export function aCloud(over: Partial<CloudView> = {}): CloudView {
  return {
    at,
    publicApi: 'http://api.dev.redoubt.example',
    leaseMs: 1000,
    signalIntervalMs: 1000,
    state: { epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified', since: ago(60), readAt: at },
    regions: [anActive(), aStandby()],
    links: [],
    faults: [],
    stake: { countedAt: at, since: ago(0.4), bookings: 0, sums: [], isPartial: false },
    load: { rate: 0, underWay: 0, sent: 0, acknowledged: 0, failedAttempts: 0, givenUp: 0 },
    ...over,
  };
}
