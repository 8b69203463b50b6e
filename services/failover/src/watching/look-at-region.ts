import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { PaymentsApi } from '../adapters/payments-api.ts';
import type { SignsOfLife } from '../adapters/signs-of-life.ts';
import type { Clock } from '../clock.ts';
import type { Observation } from '../domain/observation.ts';
import { reasonOf } from '../reason-of.ts';

/** Through what this region sees the other. */
export interface Eyes {
  readonly signs: Pick<SignsOfLife, 'readHeartbeat' | 'rememberReplica'>;
  readonly peerApi: Pick<PaymentsApi, 'probe'>;
  readonly database: Pick<GlobalDatabase, 'sightReplication'>;
  readonly clock: Clock;
}

/** Who looks at whom, under which epoch. */
export interface View {
  readonly region: string;
  readonly activeRegion: string;
  readonly epoch: number;
}

/** Looks at the active region once, with all three signals at the same time. */
export async function lookAtRegion(eyes: Eyes, view: View): Promise<Observation> {
  const atMs = eyes.clock.nowMs();
  const [heartbeat, probe, replication] = await Promise.all([
    sightHeartbeat(eyes, view),
    eyes.peerApi.probe(),
    eyes.database.sightReplication(),
  ]);
  const hasBeenReplica = await hasReplicated(eyes, view, replication.kind === 'connected');
  return { atMs, heartbeat, probe, replication, hasReplicated: hasBeenReplica };
}

async function sightHeartbeat({ signs }: Eyes, { activeRegion, epoch }: View): Promise<Observation['heartbeat']> {
  try {
    const heartbeat = await signs.readHeartbeat(activeRegion);
    // One of an earlier epoch is the region's former life.
    return heartbeat?.epoch === epoch ? { kind: 'seen', at: heartbeat.at } : { kind: 'absent' };
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}

async function hasReplicated({ signs, clock }: Eyes, { region, epoch }: View, isConnected: boolean): Promise<boolean> {
  try {
    return await signs.rememberReplica({ region, epoch, at: new Date(clock.nowMs()).toISOString() }, isConnected);
  } catch {
    // Not known is "no": the next look asks again, and without the table nothing could be changed anyway.
    return false;
  }
}
