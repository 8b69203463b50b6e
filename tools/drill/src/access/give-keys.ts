import type { Scope } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { seedMerchants } from './seed-merchants.ts';

/** Keys of merchants, by merchant. */
export interface GivenKeys {
  /** May do everything that a merchant may. */
  readonly full: ReadonlyMap<string, string>;
  /** May read payments, and nothing else. */
  readonly reading: ReadonlyMap<string, string>;
}

/** Registers merchants, and gives each its keys. */
export async function giveKeys(cloud: LocalCloud, merchantIds: readonly string[]): Promise<GivenKeys> {
  const reading = await keysFor(cloud, { merchantIds, scopes: ['payments:read'] });
  return { full: await keysFor(cloud, { merchantIds }), reading };
}

/** A further key for each merchant, by merchant; those before stay good. */
export async function keysFor(
  cloud: LocalCloud,
  wanted: {
    readonly merchantIds: readonly string[];
    /** @default - all */
    readonly scopes?: readonly Scope[];
  },
): Promise<ReadonlyMap<string, string>> {
  const { suffix, regions } = await cloud.status();
  // The quorum has what is written in any region.
  const alive = regions.find(({ process }) => process === 'running') ?? regions[0];
  return await seedMerchants({ at: cloud.awsEndpoint(alive?.region ?? ''), suffix, ...wanted });
}
