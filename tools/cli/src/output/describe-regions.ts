import type { CloudStatus } from '@redoubt/local-cloud';
import { table } from './table.ts';

/** One line for each region: seat, traffic role, database role, process, front door. */
export function describeRegions({ regions }: Pick<CloudStatus, 'regions'>): readonly string[] {
  return table(
    regions.map(({ region, seat, process, trafficRole, databaseRole, frontDoor }) => [
      region,
      seat,
      process === 'running' ? trafficRole : process,
      databaseRole,
      frontDoor,
    ]),
  );
}

/** Where the public name leads and under which epoch. */
export function describeTraffic({ publicApi, publicApiAddresses, regionState }: CloudStatus): string {
  const led = publicApiAddresses.length === 0 ? 'nowhere' : publicApiAddresses.join(', ');
  const epoch = regionState === undefined ? 'no epoch yet' : `epoch ${regionState.epoch}, ${describeMode(regionState)}`;
  return `${publicApi} leads to ${led} (${epoch})`;
}

/** The mode, and while it is not open the stage that is reached. */
function describeMode({ mode, stage }: NonNullable<CloudStatus['regionState']>): string {
  return mode === 'open' ? mode : `${mode.replace('_', ' ')}, ${stage}`;
}
