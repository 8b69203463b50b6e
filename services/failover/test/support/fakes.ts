import {
  type ProbeResult,
  type RecoveryHook,
  type RecoveryRequest,
  type RecoveryResult,
  type RegionState,
  regionStateKey,
} from '@redoubt/contracts';
import { actingPolicyFor, detectionPolicyFor } from '../../src/domain/detection-policy.ts';
import type { FailoverOrder } from '../../src/domain/failover-order.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { OwnDatabase } from '../../src/domain/promotability.ts';
import type { ServiceHook } from '../../src/domain/recovery-hooks.ts';
import { type TakeoverEvent, type Transition, transition } from '../../src/domain/takeover.ts';
import type { SignalSources } from '../../src/watching/observe-region.ts';
import { FakeClock } from './fake-clock.ts';
import { anObservation, observations } from './observations.ts';

const damping = { signalIntervalMs: 1_000, windowLength: 6, bookingSeconds: 10, dwellSeconds: 60, movesPerHourMax: 3 };
export const policy = detectionPolicyFor(damping);
export const acting = actingPolicyFor(damping, { mode: 'auto', waitMs: 300_000, afterwards: 'stand_down' });

export function aRegionState(over: Partial<RegionState> = {}): RegionState {
  return {
    pk: regionStateKey,
    version: 1,
    epoch: 1,
    activeRegion: 'us-east-1',
    writerEpoch: 1,
    mode: 'open',
    stage: 'verified',
    since: '2030-01-31T10:00:00.000Z',
    by: 'seed',
    stages: [],
    automaticMoves: [],
    ...over,
  };
}

/** A takeover by us-east-2 that is as far as the stage says. */
export function aTakeover(stage: RegionState['stage'], over: Partial<RegionState> = {}): FakeRegionState {
  return new FakeRegionState({
    epoch: 2,
    activeRegion: 'us-east-2',
    fromRegion: 'us-east-1',
    mode: 'recovering',
    stage,
    ...over,
  });
}

/** The region-state item as the table keeps it. */
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

/** Sources that show recorded observations one after the other; the last one again and again. */
export function sourcesOf(recorded: readonly Observation[], clock = new FakeClock()): SignalSources {
  let next = 0;
  const shown = () => recorded[Math.min(next, recorded.length - 1)] ?? anObservation();
  return {
    clock,
    signals: {
      readHeartbeat: async (region: string) => {
        const { heartbeat } = shown();
        if (heartbeat.kind === 'unreadable') throw new Error(heartbeat.reason);
        if (heartbeat.kind === 'absent') return undefined;
        return { pk: `heartbeat#${region}`, region, epoch: 1, at: heartbeat.at, booking: heartbeat.booking };
      },
    },
    ownApi: { probe: async () => shown().ownProbe },
    peerApi: {
      probe: async () => {
        const { probe } = shown();
        // The next observation shows the next record.
        queueMicrotask(() => {
          next += 1;
        });
        return probe;
      },
    },
  };
}

export const aReplica: OwnDatabase = { role: 'replica', isAvailable: true, isInTransition: false, isConnected: true };

/** Dependencies of gatherObstacles with nothing in the way. */
export function readyGrounds(over: { readonly probe?: ProbeResult; readonly markEpoch?: number } = {}) {
  const at = '2030-01-31T11:59:59.000Z';
  return {
    region: 'us-east-2',
    signals: {
      readReplicaMark: async (region: string) => ({
        pk: `replica#${region}`,
        region,
        epoch: over.markEpoch ?? 1,
        at,
        replicatedUpTo: at,
      }),
    },
    journal: { read: async () => ({ schema: 1 }) },
    contract: {
      hooks: async (hook: RecoveryHook): Promise<readonly ServiceHook[]> => [
        { service: 'transactions', hook, functionArn: 'arn:probe' },
      ],
      probe: async () => over.probe ?? { service: 'transactions', ready: true, reasons: [] },
    },
  };
}

export function anOrder(over: Partial<FailoverOrder> = {}): FailoverOrder {
  const recorded = observations({ acknowledge: '.xxxxxx', reach: '.xxxxxx' });
  const [first, second] = recorded;
  const last = recorded.at(-1);
  if (first === undefined || second === undefined || last === undefined) throw new Error('seven are drawn');
  return {
    kind: 'fail_over',
    epoch: 1,
    fromRegion: 'us-east-1',
    toRegion: 'us-east-2',
    evidence: {
      decidedAtMs: last.atMs,
      lastHealthyAtMs: first.atMs,
      firstBreachAtMs: second.atMs,
      signals: ['acknowledge', 'reach'],
      observations: recorded,
    },
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
