import {
  hasReached,
  type PersonsDecision,
  type RecoveryResult,
  type RegionState,
  type StageRecord,
  type TakeoverStage,
} from '@redoubt/contracts';
import { approvalIn, changeQuestion, isQuestionEvent, type QuestionEvent } from './question.ts';

/** Events of the region state; `epoch` is the event's own. */
export type TakeoverEvent =
  | QuestionEvent
  /** Ends `epoch` and begins the next one. */
  | ({ readonly kind: 'fail_over' | 'hand_back' } & Beginning)
  | { readonly kind: 'claim'; readonly epoch: number; readonly execution: string; readonly at: Span }
  | { readonly kind: 'ask_promotion'; readonly epoch: number }
  /** The database can't be promoted, and is not about to be. */
  | { readonly kind: 'withdraw_promotion'; readonly epoch: number; readonly obstacle: string }
  | { readonly kind: 'become_writer'; readonly epoch: number }
  | { readonly kind: 'open'; readonly epoch: number }
  | { readonly kind: 'recover_page'; readonly epoch: number; readonly hook: string; readonly page: RecoveryResult }
  | { readonly kind: 'recover'; readonly epoch: number; readonly at: string }
  | { readonly kind: 'verify'; readonly epoch: number }
  | { readonly kind: 'record'; readonly epoch: number; readonly record: StageRecord };

interface Beginning {
  readonly epoch: number;
  readonly toRegion: string;
  readonly execution: string;
  readonly at: Span;
  /** Whose order it is; one that was neither ordered nor approved counts for the bound on automatic failovers. */
  readonly decision?: PersonsDecision | undefined;
}

/** Now, and until when an execution that began now is taken to be alive. */
export interface Span {
  readonly now: string;
  readonly until: string;
}

type Changes = { readonly [Key in keyof RegionState]?: RegionState[Key] | undefined };

export type Transition =
  | { readonly outcome: 'changed'; readonly state: RegionState }
  /** The state says so already: a retry after a write whose outcome was not seen. */
  | { readonly outcome: 'unchanged'; readonly state: RegionState }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Which stage an event leads to, and from which it may come. The rest of the item follows from the event. */
export const stageTable = {
  fail_over: { from: ['fenced', 'promoting', 'promoted', 'opened', 'recovered', 'verified'], to: 'fenced' },
  // Whatever was promoted has the newer books: then there is no way back but another failover.
  hand_back: { from: ['fenced', 'promoting'], to: 'fenced' },
  ask_promotion: { from: ['fenced'], to: 'promoting' },
  withdraw_promotion: { from: ['fenced', 'promoting'], to: 'fenced' },
  // From `fenced` after a hand-back: the cluster never ceased to be the writer.
  become_writer: { from: ['fenced', 'promoting'], to: 'promoted' },
  open: { from: ['promoted'], to: 'opened' },
  recover: { from: ['opened'], to: 'recovered' },
  verify: { from: ['recovered'], to: 'verified' },
} as const satisfies Record<string, { readonly from: readonly TakeoverStage[]; readonly to: TakeoverStage }>;

/** How many beginnings the item remembers. */
const automaticMovesKept = 20;

/** Takes the region state from one event to the next. Every write of the item is one of these. */
export function transition(state: RegionState, event: TakeoverEvent): Transition {
  if (event.kind === 'fail_over' || event.kind === 'hand_back') return begin(state, event);
  if (event.epoch !== state.epoch) return refused(`epoch ${event.epoch} has ended: it is ${state.epoch}`);
  if (isQuestionEvent(event)) return question(state, event);
  switch (event.kind) {
    case 'claim':
      return claim(state, event);
    case 'record':
      return changed(state, { stages: [...state.stages.filter(isNot(event.record)), event.record] });
    case 'recover_page':
      return addPage(state, event);
    case 'withdraw_promotion':
      return move(state, event.kind, { obstacle: event.obstacle });
    case 'become_writer':
      return move(state, event.kind, {
        obstacle: undefined,
        ...(state.stage === 'promoting' ? { writerEpoch: state.epoch } : {}),
      });
    case 'recover':
      return move(state, event.kind, { mode: 'open', recoveredAt: event.at });
    case 'verify':
      return move(state, event.kind, { worker: undefined });
    default:
      return move(state, event.kind, { obstacle: undefined });
  }
}

function begin(state: RegionState, event: Beginning & { readonly kind: 'fail_over' | 'hand_back' }): Transition {
  const { toRegion, execution, at } = event;
  const decision = event.decision ?? (event.kind === 'fail_over' ? approvalIn(state, toRegion) : undefined);
  const isDone = state.epoch === event.epoch + 1 && state.activeRegion === toRegion && state.by === execution;
  if (isDone) return { outcome: 'unchanged', state };
  if (state.epoch !== event.epoch) return refused(`epoch ${event.epoch} has ended: it is ${state.epoch}`);
  if (state.activeRegion === toRegion) return refused(`${toRegion} is active already`);
  if (!includes(stageTable[event.kind].from, state.stage)) return refused(`the takeover is ${state.stage} already`);
  return changed(state, {
    epoch: state.epoch + 1,
    activeRegion: toRegion,
    fromRegion: state.activeRegion,
    mode: event.kind === 'hand_back' ? 'handing_back' : 'recovering',
    stage: stageTable[event.kind].to,
    since: at.now,
    by: execution,
    decision,
    question: undefined,
    worker: { execution, until: at.until, attempt: 1 },
    recoveredAt: undefined,
    obstacle: undefined,
    recovery: undefined,
    stages: [],
    automaticMoves:
      decision === undefined ? [...state.automaticMoves, at.now].slice(-automaticMovesKept) : state.automaticMoves,
  });
}

function question(state: RegionState, event: QuestionEvent): Transition {
  const change = changeQuestion(state, event);
  switch (change.outcome) {
    case 'refused':
      return change;
    case 'unchanged':
      return { outcome: 'unchanged', state };
    case 'changed':
      return changed(state, { question: change.question });
  }
}

/** One execution works at a time, until it is done or no longer heard of. */
function claim(state: RegionState, event: Extract<TakeoverEvent, { kind: 'claim' }>): Transition {
  const { worker } = state;
  if (state.stage === 'verified') return refused('the takeover is finished');
  const isOther = worker !== undefined && worker.execution !== event.execution;
  if (isOther && Date.parse(worker.until) > Date.parse(event.at.now)) return refused(`${worker.execution} is at work`);
  const attempt = isOther ? worker.attempt + 1 : (worker?.attempt ?? 1);
  return changed(state, { worker: { execution: event.execution, until: event.at.until, attempt } });
}

function addPage(state: RegionState, event: Extract<TakeoverEvent, { kind: 'recover_page' }>): Transition {
  if (state.stage !== 'opened' && state.stage !== 'recovered')
    return refused(`the takeover is ${state.stage}: nothing is recovered now`);
  const { examined, applied, announced, inDoubt, setAside, next, isBooked = false } = event.page;
  const before = state.recovery?.[event.hook];
  const page = {
    examined: (before?.examined ?? 0) + examined,
    applied: (before?.applied ?? 0) + applied,
    announced: (before?.announced ?? 0) + announced,
    inDoubt: (before?.inDoubt ?? 0) + inDoubt,
    setAside: (before?.setAside ?? 0) + setAside,
    ...(next === undefined ? {} : { next }),
    isBooked: isBooked || next === undefined || (before?.isBooked ?? false),
    isDone: next === undefined,
  };
  return changed(state, { recovery: { ...state.recovery, [event.hook]: page }, ...withProgress(state) });
}

function move(state: RegionState, kind: keyof typeof stageTable, over: Changes): Transition {
  const { from, to } = stageTable[kind];
  if (includes(from, state.stage)) return changed(state, { stage: to, ...withProgress(state), ...over });
  if (kind !== 'withdraw_promotion' && hasReached(state, to)) return { outcome: 'unchanged', state };
  return refused(`the takeover is ${state.stage}, ${kind} comes after ${from.join(' or ')}`);
}

/** Attempts are counted since the last progress. */
function withProgress({ worker }: RegionState): Pick<RegionState, 'worker'> {
  return worker === undefined ? {} : { worker: { ...worker, attempt: 1 } };
}

function changed(state: RegionState, over: Changes): Transition {
  const next = { ...state, ...over, version: state.version + 1 };
  const present = Object.entries(next).filter(([, value]) => value !== undefined);
  return { outcome: 'changed', state: Object.fromEntries(present) as unknown as RegionState };
}

function refused(reason: string): Transition {
  return { outcome: 'refused', reason };
}

function isNot({ stage }: StageRecord): (other: StageRecord) => boolean {
  return (other) => other.stage !== stage;
}

function includes(stages: readonly TakeoverStage[], stage: TakeoverStage): boolean {
  return stages.includes(stage);
}
