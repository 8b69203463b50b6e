import type { Clock } from '@redoubt/lambda-kit';
import type { PaymentsApi } from '../adapters/payments-api.ts';
import type { SignalItems } from '../adapters/signal-items.ts';
import type { Observation } from '../domain/observation.ts';
import { reasonOf } from '../reason-of.ts';

/** Where this region reads the signals of the other, and how well it does itself. */
export interface SignalSources {
  readonly signals: Pick<SignalItems, 'readHeartbeat'>;
  readonly peerApi: Pick<PaymentsApi, 'probe'>;
  readonly ownApi: Pick<PaymentsApi, 'probe'>;
  readonly clock: Clock;
}

/** Observes the active region once, by all sources at the same time. */
export async function observeRegion(
  sources: SignalSources,
  active: { readonly activeRegion: string; readonly epoch: number },
): Promise<Observation> {
  const atMs = sources.clock.nowMs();
  const [heartbeat, probe, ownProbe] = await Promise.all([
    readHeartbeat(sources, active),
    sources.peerApi.probe(),
    sources.ownApi.probe(),
  ]);
  return { atMs, heartbeat, probe, ownProbe };
}

async function readHeartbeat(
  { signals }: SignalSources,
  { activeRegion, epoch }: { readonly activeRegion: string; readonly epoch: number },
): Promise<Observation['heartbeat']> {
  try {
    const heartbeat = await signals.readHeartbeat(activeRegion);
    if (heartbeat?.epoch !== epoch) return { kind: 'absent' };
    return { kind: 'read', at: heartbeat.at, booking: heartbeat.booking };
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}
