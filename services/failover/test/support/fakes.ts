import { type RecoveryHook, type RecoveryResult, type RegionState, regionStateKey } from '@redoubt/contracts';
import type { EpochBump } from '../../src/adapters/region-state-table.ts';
import type { FailoverOrder } from '../../src/domain/failover-order.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { ServiceHook } from '../../src/domain/recovery-hooks.ts';
import type { Eyes } from '../../src/look-at-region.ts';
import { FakeClock } from './fake-clock.ts';
import { aLook, looks } from './looks.ts';

export function aRegionState(over: Partial<RegionState> = {}): RegionState {
  return {
    pk: regionStateKey,
    epoch: 1,
    activeRegion: 'us-east-1',
    mode: 'open',
    since: '2030-01-31T10:00:00.000Z',
    ...over,
  };
}

/** The region-state item as the table keeps it, with its conditions. */
export class FakeRegionState {
  item: RegionState;

  constructor(over: Partial<RegionState> = {}) {
    this.item = aRegionState(over);
  }

  async read(): Promise<RegionState> {
    return this.item;
  }

  async bump({ from, toRegion, at, by }: EpochBump): Promise<'bumped' | 'moved'> {
    if (this.item.epoch !== from.epoch || this.item.activeRegion !== from.activeRegion) return 'moved';
    this.item = {
      ...this.item,
      epoch: from.epoch + 1,
      activeRegion: toRegion,
      mode: 'recovering',
      since: at,
      bumpedBy: by,
    };
    return 'bumped';
  }

  async open({ epoch, activeRegion }: Pick<RegionState, 'epoch' | 'activeRegion'>): Promise<'open' | 'moved'> {
    if (this.item.epoch !== epoch || this.item.activeRegion !== activeRegion) return 'moved';
    this.item = { ...this.item, mode: 'open' };
    return 'open';
  }
}

/** Eyes that see what a recorded look says; the last one is seen again and again. */
export function eyesThatSee(recorded: readonly Observation[], clock = new FakeClock()): Eyes & { looked: number } {
  const eyes = {
    looked: 0,
    clock,
    signs: {
      readHeartbeat: async (region: string) => {
        const { heartbeat } = seen();
        return heartbeat.kind === 'seen'
          ? { pk: `heartbeat#${region}`, region, epoch: 1, at: heartbeat.at }
          : undefined;
      },
      rememberReplica: async () => seen().hasReplicated,
    },
    peerApi: {
      probe: async () => {
        const { probe } = seen();
        return probe;
      },
    },
    database: {
      sightReplication: async () => {
        const { replication } = seen();
        // The last of the three to be asked: the next look sees the next record.
        eyes.looked += 1;
        return replication;
      },
    },
  };
  const seen = () => recorded[Math.min(eyes.looked, recorded.length - 1)] ?? aLook();
  return eyes;
}

export function anOrder(over: Partial<FailoverOrder> = {}): FailoverOrder {
  const observations = looks({ heartbeat: '.xxx', probe: '.xxx', replication: '.xxx' });
  const [first, second] = observations;
  const last = observations.at(-1);
  if (first === undefined || second === undefined || last === undefined) throw new Error('four looks are drawn');
  return {
    epoch: 1,
    fromRegion: 'us-east-1',
    toRegion: 'us-east-2',
    attempt: 1,
    evidence: {
      decidedAtMs: last.atMs,
      lastHealthyAtMs: first.atMs,
      firstBreachAtMs: second.atMs,
      signals: ['probe', 'replication'],
      observations,
    },
    faults: { skipRecover: false },
    ...over,
  };
}

export const aRecovery = { epoch: 2, fromRegion: 'us-east-1', toRegion: 'us-east-2' } as const;

export function aResult(over: Partial<RecoveryResult> = {}): RecoveryResult {
  return { service: 'transactions', examined: 0, applied: 0, announced: 0, inDoubt: 0, ...over };
}

/** Services that publish hooks and answer calls; `answer` may throw. */
export function contractOf(
  services: readonly string[],
  answer: (hook: ServiceHook) => RecoveryResult = ({ service }) => aResult({ service }),
) {
  const calls: string[] = [];
  return {
    calls,
    hooks: async (hook: RecoveryHook): Promise<readonly ServiceHook[]> =>
      services.map((service) => ({ service, hook, functionArn: `arn:aws:lambda:::function:${service}-${hook}` })),
    call: async (hook: ServiceHook) => {
      calls.push(`${hook.service}/${hook.hook}`);
      return { hook: `${hook.service}/${hook.hook}`, result: answer(hook) };
    },
  };
}
