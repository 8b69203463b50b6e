import type { FailoverObstacle, ReadinessFinding, ReplicaMark, WatchView } from '@redoubt/contracts';

/** Age at which the mark of a replica is too old, in milliseconds: Aurora publishes its lag once a minute, and may skip one. */
const markAgeMsMax = 180_000;

/** Age at which the watcher of the standby does not look any more, in milliseconds: it keeps its view every 5 s. */
const viewAgeMsMax = 120_000;

/** Age of the last takeover, drill or not, at which it proves nothing any more, in days. */
const takeoverAgeDaysMax = 92;

const dayMs = 86_400_000;

/** Kinds of findings about how things stand; none of them blocks. */
export const standingKinds = [
  'takeover_unfinished',
  'replica_behind',
  'watcher_silent',
  'health_check',
  'takeover_rehearsed',
] as const;

/** The answer of `GET /failover/serving` under a region's own name, as health checks see it. */
export type Serving = 'serves' | 'stands by' | 'gives no answer';

/** How things stand between the regions, beyond what is deployed. */
export interface Standing {
  readonly nowMs: number;
  readonly activeRegion: string;
  readonly standbyRegion: string;
  /** Obstacles to a takeover by the standby; undefined when this is not the standby, which alone can tell. */
  readonly obstacles: readonly FailoverObstacle[] | undefined;
  readonly isOpen: boolean;
  readonly epoch: number;
  readonly mark: Pick<ReplicaMark, 'replicatedUpTo'> | undefined;
  readonly view: Pick<WatchView, 'at'> | undefined;
  readonly serving: { readonly active: Serving; readonly standby: Serving };
  /** The region that the shared name leads to; undefined when nothing answers. */
  readonly servedBy: string | undefined;
  /** When the last takeover was finished; undefined when none is known. */
  readonly lastTakeoverAt: string | undefined;
}

/** Findings that follow from how things stand. What blocks is what the watcher finds in the way, and nothing else. */
export function judgeStanding(standing: Standing): readonly ReadinessFinding[] {
  return [
    ...(standing.obstacles ?? []).map(({ text, mend }) => blocking(standing, text, mend)),
    ...openness(standing),
    ...freshness(standing),
    ...traffic(standing),
    ...rehearsal(standing),
  ];
}

function blocking({ standbyRegion: region }: Standing, text: string, mend: string): ReadinessFinding {
  const [kind = text] = text.split(':');
  const isService = !/^[a-z]+_[a-z_]+$/.test(kind);
  const of = { grade: 'blocks', region, got: text, expected: 'nothing in the way', mend } as const;
  return isService ? { ...of, kind: 'service_unready', subject: kind } : { ...of, kind, subject: region };
}

function openness({ isOpen, epoch, activeRegion: region }: Standing): readonly ReadinessFinding[] {
  if (isOpen) return [];
  const got = `epoch ${epoch} is not finished`;
  const mend = `redoubt failover show ${epoch}`;
  return [
    { kind: 'takeover_unfinished', grade: 'mend', subject: `epoch ${epoch}`, region, got, expected: 'open', mend },
  ];
}

function freshness({ nowMs, standbyRegion: region, mark, view, isOpen }: Standing): readonly ReadinessFinding[] {
  const old = (at: string | undefined, ageMsMax: number) => at === undefined || nowMs - Date.parse(at) > ageMsMax;
  const ageOf = (at: string | undefined) =>
    at === undefined ? 'never' : `${Math.round((nowMs - Date.parse(at)) / 1_000)} s ago`;
  const behind: ReadinessFinding = {
    ...{ kind: 'replica_behind', grade: 'mend', subject: 'ledger', region },
    got: ageOf(mark?.replicatedUpTo),
    expected: `everything up to at most ${markAgeMsMax / 1_000} s ago`,
    mend: 'read docs/runbooks/ledger-lag-critical.md',
  };
  const blind: ReadinessFinding = {
    ...{ kind: 'watcher_silent', grade: 'mend', subject: 'failover-watch', region },
    got: ageOf(view?.at),
    expected: `a look at most ${viewAgeMsMax / 1_000} s ago`,
    mend: 'read docs/runbooks/failover-watch-silent.md',
  };
  return [
    // Marks are taken while all is open.
    ...(isOpen && old(mark?.replicatedUpTo, markAgeMsMax) ? [behind] : []),
    ...(old(view?.at, viewAgeMsMax) ? [blind] : []),
  ];
}

function traffic({ activeRegion, standbyRegion, serving, servedBy }: Standing): readonly ReadinessFinding[] {
  const of = { kind: 'health_check', grade: 'mend', mend: 'read docs/runbooks/failover-traffic-astray.md' } as const;
  const health = (region: string, got: Serving, expected: Serving) =>
    got === expected ? [] : [{ ...of, subject: `${region} /failover/serving`, region, got, expected }];
  return [
    ...health(activeRegion, serving.active, 'serves'),
    ...health(standbyRegion, serving.standby, 'stands by'),
    ...(servedBy === activeRegion
      ? []
      : [{ ...of, subject: 'shared name', region: activeRegion, got: servedBy ?? 'nowhere', expected: activeRegion }]),
  ];
}

function rehearsal({ nowMs, standbyRegion: region, lastTakeoverAt }: Standing): readonly ReadinessFinding[] {
  const of = {
    ...{ kind: 'takeover_rehearsed', subject: 'last takeover', region },
    expected: `at most ${takeoverAgeDaysMax} days ago`,
    mend: `redoubt failover start --to ${region} --reason "rehearsal"; on this machine: npm run drill`,
  };
  // A new environment becomes ready before its first takeover.
  if (lastTakeoverAt === undefined) return [{ ...of, grade: 'know', got: 'none is recorded' }];
  const days = Math.floor((nowMs - Date.parse(lastTakeoverAt)) / dayMs);
  return days > takeoverAgeDaysMax ? [{ ...of, grade: 'mend', got: `${days} days ago` }] : [];
}
