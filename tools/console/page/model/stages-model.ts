import type { FailoverReport, RegionState } from '@redoubt/contracts';

/** A stage on the critical path. */
export interface StageRow {
  readonly stage: string;
  readonly name: string;
  readonly state: 'done' | 'running' | 'waiting';
  /** Milliseconds since the failover's first moment. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly tookMs: number;
  /** Time that one call of it has; absent where nothing bounds it. */
  readonly budgetMs?: number;
  readonly text: string;
  /** Of stages side by side, the one that the next waits for. */
  readonly isCritical: boolean;
}

export interface StagePlan {
  readonly epoch: number;
  readonly fromRegion: string;
  readonly toRegion: string;
  readonly isUnderWay: boolean;
  /** The first moment that is known, RFC 3339. */
  readonly beganAt: string;
  readonly totalMs: number;
  readonly rows: readonly StageRow[];
}

interface Stage {
  readonly stage: string;
  readonly name: string;
  /** Functions whose time bounds it. */
  readonly functions: readonly string[];
  /** The stages that must have ended before. */
  readonly after: readonly string[];
}

const order: readonly Stage[] = [
  { stage: 'notice', name: 'Notice and decide', functions: [], after: [] },
  { stage: 'fence', name: 'Confirm and fence', functions: ['confirm-order', 'begin-epoch'], after: ['notice'] },
  stage('promote-database', 'Promote the database', 'fence'),
  stage('wait-lease', 'Wait for old leases', 'fence'),
  stage('open-writes', 'Open the ledger', 'promote-database', 'wait-lease'),
  stage('recover-services', 'Recover from the journal', 'open-writes'),
  stage('verify-canary', 'Verify with a payment', 'recover-services'),
];

function stage(name: string, title: string, ...after: readonly string[]): Stage {
  return { stage: name, name: title, functions: [name], after };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly text: string;
}

/** A failover as its report and the region state tell of it. */
export interface FailoverProgress {
  readonly epoch: number;
  readonly fromRegion: string;
  readonly toRegion: string;
  readonly stages: RegionState['stages'];
  /** When its epoch began. */
  readonly since: string | undefined;
  readonly report: Pick<FailoverReport, 'firstBreachAt' | 'decidedAt' | 'signals'> | undefined;
  /** Undefined when it is over. */
  readonly nowMs: number | undefined;
}

/** The failover that is under way, or the last one that is known. */
export function currentPlan(
  state: RegionState | undefined,
  reports: readonly FailoverReport[],
  { budgetSeconds, nowMs }: { readonly budgetSeconds: Readonly<Record<string, number>>; readonly nowMs: number },
): StagePlan | undefined {
  if (state === undefined || state.epoch === 1) return undefined;
  const { epoch, fromRegion = '', activeRegion: toRegion, stages, since, stage: reached } = state;
  const report = reports.find((it) => it.epoch === epoch);
  const now = reached === 'verified' ? undefined : nowMs;
  return planOf({ epoch, fromRegion, toRegion, stages, since, report, nowMs: now }, budgetSeconds);
}

/** The stages of one failover on a common scale of time. */
export function planOf(progress: FailoverProgress, budgetSeconds: Readonly<Record<string, number>>): StagePlan {
  const { epoch, fromRegion, toRegion, nowMs } = progress;
  const spans = spansOf(progress);
  const known = [...spans.values()];
  const zeroMs = Math.min(...known.map(({ fromMs }) => fromMs), nowMs ?? Number.POSITIVE_INFINITY);
  const endMs = nowMs ?? Math.max(...known.map(({ toMs }) => toMs));
  const rows = order.map(({ stage: name, name: title, functions, after }): StageRow => {
    const budget = functions.reduce((sum, it) => sum + (budgetSeconds[it] ?? 0), 0);
    const isCritical = !isShorter(name, spans);
    const row = { stage: name, name: title, ...(budget === 0 ? {} : { budgetMs: budget * 1000 }), isCritical };
    const span = spans.get(name);
    if (span !== undefined) {
      const { fromMs, toMs, text } = span;
      return { ...row, state: 'done', fromMs: fromMs - zeroMs, toMs: toMs - zeroMs, tookMs: toMs - fromMs, text };
    }
    const ends = after.map((before) => spans.get(before)?.toMs);
    if (nowMs !== undefined && after.length > 0 && ends.every((end) => end !== undefined)) {
      const fromMs = Math.max(...ends);
      const text = 'at work';
      return { ...row, state: 'running', fromMs: fromMs - zeroMs, toMs: nowMs - zeroMs, tookMs: nowMs - fromMs, text };
    }
    const text = nowMs === undefined || name === 'notice' ? 'no record of it yet' : 'waits';
    return { ...row, state: 'waiting', fromMs: 0, toMs: 0, tookMs: 0, text };
  });
  const beganAt = new Date(zeroMs).toISOString();
  return { epoch, fromRegion, toRegion, isUnderWay: nowMs !== undefined, beganAt, totalMs: endMs - zeroMs, rows };
}

/** Times of the stages that have ended. What lies before the first record follows from the report and from when the epoch began. */
function spansOf({ stages, since, report }: FailoverProgress): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  for (const { stage: name, startedAt, endedAt, text } of stages) {
    spans.set(name, { fromMs: Date.parse(startedAt), toMs: Date.parse(endedAt), text });
  }
  const firstMs = Math.min(...[...spans.values()].map(({ fromMs }) => fromMs));
  const fencedMs = since === undefined ? firstMs : Date.parse(since);
  const decidedMs = report === undefined ? fencedMs : Math.min(fencedMs, Date.parse(report.decidedAt));
  if (report !== undefined) {
    const text = report.signals.length === 0 ? 'a person decided' : `${report.signals.join(' and ')} down`;
    spans.set('notice', { fromMs: Math.min(decidedMs, Date.parse(report.firstBreachAt)), toMs: decidedMs, text });
  }
  if (Number.isFinite(fencedMs)) {
    spans.set('fence', {
      fromMs: decidedMs,
      toMs: fencedMs,
      text: 'the epoch is in a quorum; older writes are refused',
    });
  }
  return spans;
}

/** Whether a stage runs beside another one that ended later. */
function isShorter(name: string, spans: ReadonlyMap<string, Span>): boolean {
  const other = { 'promote-database': 'wait-lease', 'wait-lease': 'promote-database' }[name];
  if (other === undefined) return false;
  const [own, beside] = [spans.get(name), spans.get(other)];
  return own !== undefined && beside !== undefined && own.toMs < beside.toMs;
}
