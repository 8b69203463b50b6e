import {
  type RecoveryHook,
  type RecoveryRequest,
  type RecoveryResult,
  type RegionState,
  regionStateKey,
} from '@redoubt/contracts';
import type { FailoverOrder } from '../../src/domain/failover-order.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { ServiceHook } from '../../src/domain/recovery-hooks.ts';
import { type TakeoverEvent, type Transition, transition } from '../../src/domain/takeover.ts';
import type { Eyes } from '../../src/watching/look-at-region.ts';
import { FakeClock } from './fake-clock.ts';
import { aLook, looks } from './looks.ts';

export function aRegionState(over: Partial<RegionState> = {}): RegionState {
  return {
    pk: regionStateKey,
    epoch: 1,
    activeRegion: 'us-east-1',
    mode: 'open',
    version: 1,
    stage: 'verified',
    since: '2030-01-31T10:00:00.000Z',
    by: 'seed',
    stages: [],
    automaticMoves: [],
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

  async change(event: TakeoverEvent): Promise<Transition> {
    const result = transition(this.item, event);
    if (result.outcome === 'changed') this.item = result.state;
    return result;
  }
}

const aHeartbeat = {
  epoch: 1,
  booking: { status: 'good', since: '2030-01-31T10:00:00.000Z', oldestUnbookedMs: 0 },
} as const;

/** Eyes that see what a recorded look says; the last one is seen again and again. */
export function eyesThatSee(recorded: readonly Observation[], clock = new FakeClock()): Eyes & { looked: number } {
  const eyes = {
    looked: 0,
    clock,
    signs: {
      readHeartbeat: async (region: string) => {
        const { heartbeat } = seen();
        return heartbeat.kind === 'seen'
          ? { ...aHeartbeat, pk: `heartbeat#${region}`, region, at: heartbeat.at }
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
  return { service: 'transactions', examined: 0, applied: 0, announced: 0, inDoubt: 0, setAside: 0, ...over };
}

/** Services that publish hooks and answer calls; `answer` may throw. */
export function contractOf(
  services: readonly string[],
  answer: (hook: ServiceHook, request?: RecoveryRequest) => RecoveryResult = ({ service }) => aResult({ service }),
) {
  const calls: string[] = [];
  function called(hook: ServiceHook, request?: RecoveryRequest): RecoveryResult {
    calls.push(`${hook.service}/${hook.hook}`);
    return answer(hook, request);
  }
  return {
    calls,
    hooks: async (hook: RecoveryHook): Promise<readonly ServiceHook[]> =>
      services.map((service) => ({ service, hook, functionArn: `arn:aws:lambda:::function:${service}-${hook}` })),
    open: async (hook: ServiceHook) => called(hook),
    recover: async (hook: ServiceHook, request: RecoveryRequest) => called(hook, request),
  };
}
