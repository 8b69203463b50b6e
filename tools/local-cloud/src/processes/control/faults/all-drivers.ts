import type { QuorumReplicas } from '../../../engines/dynamodb/quorum-replicas.ts';
import type { Links } from '../../../engines/link/links.ts';
import type { GlobalDatabase } from '../../../engines/rds/global-database.ts';
import type { RegionFleet } from '../region-fleet.ts';
import { type FaultDrivers, type Heal, together } from './fault-driver.ts';
import { cutOff, linkFaults } from './link-faults.ts';
import { pauseByTurns } from './pause-by-turns.ts';
import { refused } from './refused.ts';
import type { RegionFaultSender } from './region-fault-sender.ts';

export interface FaultTargets {
  readonly links: Links;
  readonly replicas: QuorumReplicas;
  readonly globalDatabase: GlobalDatabase;
  readonly fleet: RegionFleet;
  readonly sender: RegionFaultSender;
}

/** The driver of each kind of fault. */
export function allDrivers({ links, replicas, globalDatabase, fleet, sender }: FaultTargets): FaultDrivers {
  return {
    ...linkFaults(links),
    isolate: async ({ region, fromInternet, seed }, id) => {
      const heal = cutOff(links, region);
      if (!fromInternet) return heal;
      try {
        const fault = { kind: 'process', region, process: 'front-door', seed } as const;
        return together([heal, await sender.add(region, { id, fault })]);
      } catch (error) {
        await heal();
        throw error;
      }
    },
    'quorum-latency': ({ region, delayMs, seed }): Heal => {
      if (!replicas.regions.includes(region)) {
        throw refused(`no replica is in ${region}`, `name one of ${replicas.regions.join(', ')}`);
      }
      return replicas.impose({ region, delayMs, seed });
    },
    promotion: ({ region, takesMs }) => {
      fleet.status(region);
      return globalDatabase.slowPromotion(region, takesMs);
    },
    pause: async ({ region, dutyCycle }) => {
      await fleet.pause(region);
      return pauseByTurns(fleet, region, dutyCycle);
    },
    call: (fault, id) => sender.add(fault.region, { id, fault }),
    http: (fault, id) => sender.add(fault.region, { id, fault }),
    clock: (fault, id) => sender.add(fault.region, { id, fault }),
    process: (fault, id) => {
      if (!fleet.isAlive(fault.region))
        throw refused(`${fault.region} does not run`, 'kill a part of a running region');
      return sender.add(fault.region, { id, fault });
    },
  };
}
