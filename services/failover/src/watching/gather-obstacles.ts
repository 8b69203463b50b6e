import type { ProbeResult, RegionState } from '@redoubt/contracts';
import type { JournalMetaItem } from '@redoubt/lambda-kit';
import type { RecoveryContract } from '../adapters/recovery-contract.ts';
import type { SignalItems } from '../adapters/signal-items.ts';
import { type OwnDatabase, obstaclesTo, type TakeoverGrounds } from '../domain/promotability.ts';

export interface GatherObstaclesDependencies {
  readonly region: string;
  readonly signals: Pick<SignalItems, 'readReplicaMark'>;
  readonly journal: Pick<JournalMetaItem, 'read'>;
  readonly contract: Pick<RecoveryContract, 'hooks' | 'probe'>;
}

/**
 * Finds out why this region could not take over; all of it before the epoch is ended.
 *
 * @returns nothing when it could
 */
export async function gatherObstacles(
  gathering: GatherObstaclesDependencies,
  state: Pick<RegionState, 'epoch' | 'activeRegion' | 'writerEpoch'>,
  {
    database,
    isForced = false,
  }: { readonly database: OwnDatabase | Promise<OwnDatabase>; readonly isForced?: boolean },
): Promise<readonly string[]> {
  return obstaclesTo(await gatherGrounds(gathering, state, database), { isForced });
}

/** Gathers what a takeover by this region would rest on. */
export async function gatherGrounds(
  { region, signals, journal, contract }: GatherObstaclesDependencies,
  state: Pick<RegionState, 'epoch' | 'activeRegion' | 'writerEpoch'>,
  database: OwnDatabase | Promise<OwnDatabase>,
): Promise<TakeoverGrounds> {
  const { epoch, activeRegion: fromRegion, writerEpoch } = state;
  const [mark, { forgottenUpTo }, hooks] = await Promise.all([
    signals.readReplicaMark(region),
    journal.read(),
    contract.hooks('probe'),
  ]);
  const probes = await Promise.all(
    hooks.map(async (hook): Promise<{ readonly service: string; readonly result: ProbeResult | undefined }> => {
      const result = await contract.probe(hook, { epoch, fromRegion, toRegion: region }).catch(() => undefined);
      return { service: hook.service, result };
    }),
  );
  return { database: await database, mark, writerEpoch, forgottenUpTo, probes };
}
