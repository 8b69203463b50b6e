import type { CloudStatus } from '@redoubt/local-cloud';
import { DrillError } from '../drill-error.ts';
import type { Stage } from '../report/timeline.ts';
import { waitUntil } from '../wait-until.ts';
import type { DrillRun, Seats } from './drill-run.ts';

/** No failover is waited for longer than this, in milliseconds. */
const takeoverMsMax = 60_000;

/** Something that becomes true in the course of a failover and can be seen from outside. */
interface Milestone {
  readonly stage: Stage;
  readonly text: (status: CloudStatus) => string;
  readonly isReached: (status: CloudStatus, seats: Seats) => boolean;
}

const milestones: readonly Milestone[] = [
  {
    stage: 'fence',
    text: ({ regionState }) =>
      `epoch ${regionState?.epoch}: ${regionState?.activeRegion} is active, older writes are refused`,
    isReached: ({ regionState }, { epoch }) => (regionState?.epoch ?? 0) > epoch,
  },
  {
    stage: 'promote',
    text: () => 'the replica has become the writer',
    isReached: ({ regions }, { surviving }) =>
      regions.some(({ region, databaseRole }) => region === surviving && databaseRole === 'writer'),
  },
  {
    stage: 'traffic',
    text: ({ publicApiAddresses }) => `the public name leads to ${publicApiAddresses.join(', ')}`,
    isReached: ({ publicApiAddresses, regions }, { surviving }) => {
      const frontDoor = regions.find(({ region }) => region === surviving)?.frontDoor;
      const [first] = publicApiAddresses;
      return first !== undefined && frontDoor !== undefined && new URL(frontDoor).hostname === first;
    },
  },
  {
    stage: 'open',
    text: ({ regionState }) => `the ledger takes writes of epoch ${regionState?.epoch}`,
    isReached: ({ regionState }, { epoch }) => (regionState?.epoch ?? 0) > epoch && regionState?.mode === 'open',
  },
];

/**
 * Watches the other region take over, milestone by milestone, without lifting a finger.
 *
 * @throws DrillError `no_failover`
 */
export async function awaitTakeover({ cloud, timeline, signal }: DrillRun, seats: Seats): Promise<void> {
  const pending = new Set(milestones);
  const isDone = await waitUntil(
    async () => {
      const status = await cloud.status();
      for (const milestone of pending) {
        if (!milestone.isReached(status, seats)) continue;
        pending.delete(milestone);
        timeline.add(milestone.stage, milestone.text(status), { region: seats.surviving });
      }
      return pending.size === 0 ? true : undefined;
    },
    { limitMs: takeoverMsMax, everyMs: 200, signal },
  );
  if (isDone) return;
  const missing = [...pending].map(({ stage }) => stage).join(', ');
  throw new DrillError(
    'no_failover',
    `${seats.surviving} did not take over within ${takeoverMsMax / 1000} s; what has not come: ${missing}; see the logs in ${cloud.dataDir}`,
  );
}
