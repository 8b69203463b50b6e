import type { ReadinessFinding, ReadinessGrade, ReadinessReport, RegionState } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { FailoverRecords } from '../adapters/failover-records.ts';
import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { PaymentsApi } from '../adapters/payments-api.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { SignalItems } from '../adapters/signal-items.ts';
import { obstaclesIn } from '../domain/plan-order.ts';
import { compareRegions } from '../domain/readiness/compare-regions.ts';
import { judgeStanding, type Standing } from '../domain/readiness/judge-standing.ts';
import type { RegionFacts } from '../domain/readiness/region-facts.ts';
import { type GatherObstaclesDependencies, gatherGrounds } from '../watching/gather-obstacles.ts';

/** Findings reported at most: a region that was never deployed differs in everything. */
const findingsMax = 100;

const rank: Readonly<Record<ReadinessGrade, number>> = { blocks: 0, mend: 1, know: 2 };

export interface CheckReadinessDependencies extends GatherObstaclesDependencies {
  readonly peerRegion: string;
  readonly state: Pick<RegionStateTable, 'read'>;
  readonly signals: Pick<SignalItems, 'readReplicaMark' | 'readWatchView'>;
  readonly database: Pick<GlobalDatabase, 'own'>;
  readonly records: Pick<FailoverRecords, 'readReport'>;
  readonly ownApi: Pick<PaymentsApi, 'serving'>;
  readonly peerApi: Pick<PaymentsApi, 'serving'>;
  readonly sharedApi: Pick<PaymentsApi, 'servedBy'>;
  /** Asks a region for everything that has to be the same; never rejects. */
  survey(region: string): Promise<RegionFacts>;
  readonly clock: Clock;
}

/** Finds everything that would make a takeover by the standby worse than it has to be. Changes nothing; the lost region is one finding. */
export async function checkReadiness(checking: CheckReadinessDependencies): Promise<ReadinessReport> {
  const { region, peerRegion, clock } = checking;
  const beganMs = clock.steadyMs();
  const state = await checking.state.read();
  const { activeRegion } = state;
  const standbyRegion = activeRegion === region ? peerRegion : region;
  const [standing, own, peer] = await Promise.all([
    standingOf(checking, { state, standbyRegion }),
    checking.survey(region),
    checking.survey(peerRegion),
  ]);
  const telling = [
    { region, facts: own },
    { region: peerRegion, facts: peer },
  ] as const;
  const [active, standby] = activeRegion === region ? telling : ([telling[1], telling[0]] as const);
  const { findings: differences, compared } = compareRegions(active, standby);
  const findings = [...judgeStanding(standing), ...differences].sort(
    (left, right) => rank[left.grade] - rank[right.grade],
  );
  return {
    ...{ region, activeRegion, standbyRegion, at: new Date(standing.nowMs).toISOString() },
    tookMs: Math.round(clock.steadyMs() - beganMs),
    isReady: isReady(findings),
    compared: { ...compared },
    findings: findings.slice(0, findingsMax),
    more: Math.max(0, findings.length - findingsMax),
  };
}

function isReady(findings: readonly ReadinessFinding[]): boolean {
  return findings.every(({ grade }) => grade === 'know');
}

async function standingOf(
  checking: CheckReadinessDependencies,
  { state, standbyRegion }: { readonly state: RegionState; readonly standbyRegion: string },
): Promise<Standing> {
  const { region, signals, clock, ownApi, peerApi, sharedApi } = checking;
  const { activeRegion, epoch } = state;
  const isStandby = standbyRegion === region;
  const [obstacles, mark, view, ownServing, peerServing, servedBy, report] = await Promise.all([
    isStandby ? gatherGrounds(checking, state, checking.database.own()).then(obstaclesIn) : undefined,
    signals.readReplicaMark(standbyRegion),
    signals.readWatchView(standbyRegion),
    ownApi.serving(),
    peerApi.serving(),
    sharedApi.servedBy(),
    epoch > 1 ? checking.records.readReport(epoch) : undefined,
  ]);
  return {
    ...{ nowMs: clock.nowMs(), activeRegion, standbyRegion, obstacles, epoch, mark, view, servedBy },
    isOpen: state.mode === 'open' && state.stage === 'verified',
    serving: isStandby ? { active: peerServing, standby: ownServing } : { active: ownServing, standby: peerServing },
    lastTakeoverAt: report?.recoveredAt,
  };
}
