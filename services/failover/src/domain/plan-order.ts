import type { FailoverObstacle, OrderedFailover, RegionState } from '@redoubt/contracts';
import { isBackToTake, type Situation } from './decide-duty.ts';
import { obstaclesTo, type TakeoverGrounds } from './promotability.ts';

/** How each obstacle is mended, by its code; a service's own obstacles name the service instead. */
const mends: Readonly<Record<string, string>> = {
  no_replica_here: 'add a cluster of this region to the global database and let it replicate once',
  database_is_writer: 'region state and Aurora name different writers: read docs/runbooks/failover-blocked.md',
  database_in_transition: 'wait until the roles have changed, then order again',
  database_unavailable: "start or repair the instances of this region's cluster, then order again",
  never_replicated:
    'wait until the replica was seen to have everything once; it is looked at every 5 s while all is open',
  journal_forgot_what_is_missing:
    'let the replica catch up first; if it never can, the archive has it: redoubt ledger rebuild',
  active_already: 'nothing is to be done; an unfinished takeover is resumed by itself',
  takeover_under_way: 'wait for its end: redoubt failover show',
};

export interface OrderSituation {
  readonly region: string;
  readonly nowMs: number;
  readonly state: RegionState;
  readonly grounds: TakeoverGrounds;
}

export type OrderPlan = Pick<OrderedFailover, 'kind' | 'epoch' | 'fromRegion' | 'toRegion' | 'obstacles' | 'steps'>;

/** Plans a person's order into this region: what would happen, and everything that is in the way. */
export function planOrder({ region, nowMs, state, grounds }: OrderSituation): OrderPlan {
  const kind = isBackToTake({ state, database: grounds.database }) ? 'hand_back' : 'fail_over';
  const epoch = state.epoch + 1;
  const fromRegion = state.activeRegion;
  const obstacles =
    fromRegion === region
      ? [obstacleOf('active_already', { isForceable: false })]
      : [...takeoverUnderWay(state, nowMs), ...(kind === 'hand_back' ? [] : obstaclesIn(grounds))];
  return { kind, epoch, fromRegion, toRegion: region, obstacles, steps: stepsOf({ kind, epoch, fromRegion, region }) };
}

/** Obstacles to a takeover, each with its remedy and whether force goes past it. */
export function obstaclesIn(grounds: TakeoverGrounds): FailoverObstacle[] {
  const final = obstaclesTo(grounds, { isForced: true });
  return obstaclesTo(grounds).map((text) => obstacleOf(text, { isForceable: !final.includes(text) }));
}

/** An epoch that is left in the middle costs another one; nothing is lost by it. */
function takeoverUnderWay({ stage, worker }: RegionState, nowMs: number): readonly FailoverObstacle[] {
  if (stage === 'verified' || worker === undefined || Date.parse(worker.until) <= nowMs) return [];
  return [obstacleOf(`takeover_under_way: ${stage}, by ${worker.execution}`, { isForceable: true })];
}

function obstacleOf(text: string, { isForceable }: Pick<FailoverObstacle, 'isForceable'>): FailoverObstacle {
  const [code = text] = text.split(':');
  const mend = mends[code] ?? `read the log of the ${code} probe, and deploy ${code} to this region`;
  return { text, mend, isForceable };
}

function stepsOf({
  kind,
  epoch,
  fromRegion,
  region,
}: Pick<OrderPlan, 'kind' | 'epoch' | 'fromRegion'> & Pick<Situation, 'region'>): string[] {
  return [
    `confirm-order: ${region} checks once more whether it can take over; if not, nothing is changed`,
    `begin-epoch: epoch ${epoch} begins; from then on writes of ${fromRegion} are refused, whether it is alive or not`,
    kind === 'hand_back'
      ? `promote-database: the cluster of ${region} never ceased to be the writer, and stays it`
      : `promote-database: the cluster of ${region} becomes the writer; payments are acknowledged and not booked meanwhile`,
    `wait-lease: one lease passes, until nobody in ${fromRegion} acts on the epoch before`,
    'open-writes: payments are booked again',
    'recover-services: what the promoted ledger lacks is applied again from the journal; changes are taken after it',
    `verify-canary: one cent is paid through the shared name, which leads to ${region}`,
    `report-failover: report#${epoch} is kept, with the name and the reason of who ordered it`,
  ];
}
