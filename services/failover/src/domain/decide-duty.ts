import type { RegionState } from '@redoubt/contracts';
import type { Assessment } from './assess-region.ts';
import type { ActingPolicy } from './detection-policy.ts';
import type { OwnDatabase } from './promotability.ts';

/** Everything that a region decides by. */
export interface Situation {
  readonly region: string;
  readonly nowMs: number;
  readonly state: RegionState;
  /** This region's judgement of the active one. */
  readonly assessment: Assessment;
  readonly database: Pick<OwnDatabase, 'role' | 'isAvailable' | 'isInTransition'>;
  /** Why this region could not take over. */
  readonly obstacles: readonly string[];
  /** A drill wants no automatic failover. */
  readonly isHeld: boolean;
  /** A person has ordered it: a healthy region is left too, and no damping applies. */
  readonly isOrdered?: boolean;
  /** The active region was seen to be well for a whole window. */
  readonly isSteady?: boolean;
  /** This region's last order: its execution may not have begun its work yet. */
  readonly lastOrder?: LastOrder | undefined;
}

/** An order that this region gave. */
export interface LastOrder {
  readonly epoch: number;
  readonly kind: 'fail_over' | 'hand_back' | 'resume';
  readonly atMs: number;
}

/** The next action of a region. */
export type Duty =
  | { readonly kind: 'none' }
  /** The active region, or this one's path to it, is in doubt: people should look. */
  | { readonly kind: 'ask' }
  /** A failover would be due, and is not begun for now. */
  | {
      readonly kind: 'hold';
      readonly because: 'drill' | 'dwell' | 'too_many_moves' | 'observe' | 'rejected' | 'unanswered';
    }
  /** A failover is due, and a person has to allow it. */
  | { readonly kind: 'request_approval' }
  | { readonly kind: 'await_approval' }
  /** The active region is well again: nobody has to answer any more. */
  | { readonly kind: 'withdraw_question' }
  | { readonly kind: 'blocked'; readonly obstacles: readonly string[] }
  | { readonly kind: 'fail_over' }
  | { readonly kind: 'hand_back' }
  /** The takeover of this region is unfinished and nobody works on it. */
  | { readonly kind: 'resume' };

/** Decides what this region has to do. An order is not given again while its execution may still be starting. */
export function decideDuty(situation: Situation, policy: ActingPolicy): Duty {
  const duty = dutyOf(situation, policy);
  const { lastOrder, state, nowMs } = situation;
  const isRepeat = lastOrder?.kind === duty.kind && lastOrder.epoch === state.epoch;
  return isRepeat && nowMs - lastOrder.atMs < policy.orderAgainMs ? { kind: 'none' } : duty;
}

/**
 * The active region finishes its takeover. The standby takes over from a region that can't acknowledge or can't book, or
 * takes back what was fenced and never promoted.
 */
function dutyOf(situation: Situation, policy: ActingPolicy): Duty {
  const { state, region, obstacles, isHeld, isOrdered = false } = situation;
  if (state.activeRegion === region) return isResumeDue(situation, policy) ? { kind: 'resume' } : { kind: 'none' };
  const canTakeBack = isBackToTake(situation);
  if (isOrdered && canTakeBack) return { kind: 'hand_back' };
  if (isOrdered) return ifPossible(obstacles);
  if (!hasFailed(situation)) return whileNotFailed(situation);
  if (isHeld) return { kind: 'hold', because: 'drill' };
  if (movesLately(situation, policy) >= policy.movesMax) return { kind: 'hold', because: 'too_many_moves' };
  if (canTakeBack) return { kind: 'hand_back' };
  if (isFresh(situation, policy)) return { kind: 'hold', because: 'dwell' };
  return obstacles.length > 0 ? { kind: 'blocked', obstacles } : asAllowed(situation, policy);
}

function whileNotFailed({ state, region, assessment, isSteady = false }: Situation): Duty {
  if (assessment.kind === 'doubtful') return { kind: 'ask' };
  return isSteady && state.question?.toRegion === region ? { kind: 'withdraw_question' } : { kind: 'none' };
}

/** A failover that is due and possible, as the topology lets it begin. */
function asAllowed({ state, nowMs }: Situation, { approval }: ActingPolicy): Duty {
  if (approval.mode === 'auto') return { kind: 'fail_over' };
  if (approval.mode === 'observe') return { kind: 'hold', because: 'observe' };
  const { question } = state;
  if (question === undefined) return { kind: 'request_approval' };
  if (question.answer?.decision === 'approved') return { kind: 'fail_over' };
  if (question.answer?.decision === 'rejected') return { kind: 'hold', because: 'rejected' };
  if (nowMs < Date.parse(question.answerBy)) return { kind: 'await_approval' };
  return question.afterwards === 'fail_over' ? { kind: 'fail_over' } : { kind: 'hold', because: 'unanswered' };
}

function ifPossible(obstacles: Situation['obstacles']): Duty {
  return obstacles.length > 0 ? { kind: 'blocked', obstacles } : { kind: 'fail_over' };
}

/** The active region has failed by its signals, or says itself that it can't go on. */
function hasFailed({ state, assessment }: Situation): boolean {
  return assessment.kind === 'failed' || (state.stage === 'fenced' && state.obstacle !== undefined);
}

/** Resumed without limit, less and less often while nothing moves on. */
function isResumeDue({ state, nowMs }: Situation, { resumeMs, resumeMsMax }: ActingPolicy): boolean {
  if (state.stage === 'verified') return false;
  const { worker } = state;
  if (worker === undefined) return true;
  const pauseMs = Math.min(resumeMs * 2 ** (worker.attempt - 1), resumeMsMax);
  return nowMs >= Date.parse(worker.until) + pauseMs;
}

/** This region was fenced, and its cluster never ceased to be the writer. */
export function isBackToTake({ state, database }: Pick<Situation, 'state' | 'database'>): boolean {
  if (state.stage !== 'fenced' && state.stage !== 'promoting') return false;
  return database.role === 'writer' && database.isAvailable && !database.isInTransition;
}

/** An active region that has only just taken over, whoever decided it, is given time; one that never finished is not. */
function isFresh({ state, nowMs }: Situation, { dwellMs }: ActingPolicy): boolean {
  const tookOverAt = state.recoveredAt ?? state.automaticMoves.at(-1);
  return state.mode === 'open' && tookOverAt !== undefined && nowMs - Date.parse(tookOverAt) < dwellMs;
}

function movesLately({ state, nowMs }: Situation, { movesSpanMs }: ActingPolicy): number {
  return state.automaticMoves.filter((at) => nowMs - Date.parse(at) < movesSpanMs).length;
}
