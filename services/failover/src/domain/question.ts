import type { FailoverQuestion, PersonsDecision, PersonsWord, RegionState } from '@redoubt/contracts';

/** Events of the question whether a failover may begin; `epoch` is the one that it would end. */
export type QuestionEvent =
  | { readonly kind: 'ask'; readonly epoch: number; readonly question: Omit<FailoverQuestion, 'answer'> }
  | { readonly kind: 'approve' | 'reject'; readonly epoch: number; readonly word: PersonsWord }
  /** The active region is well again. */
  | { readonly kind: 'withdraw'; readonly epoch: number };

export type QuestionStage = 'none' | 'asked' | 'approved' | 'rejected';

/** Which stage an event leads to, and from which it may come. A new epoch ends every question. */
export const questionTable = {
  ask: { from: ['none'], to: 'asked' },
  approve: { from: ['asked'], to: 'approved' },
  reject: { from: ['asked'], to: 'rejected' },
  withdraw: { from: ['asked', 'approved', 'rejected'], to: 'none' },
} as const satisfies Record<
  QuestionEvent['kind'],
  { readonly from: readonly QuestionStage[]; readonly to: QuestionStage }
>;

/** Outcome of an event; the question is what it is afterwards. */
export type QuestionChange =
  | { readonly outcome: 'changed' | 'unchanged'; readonly question: FailoverQuestion | undefined }
  | { readonly outcome: 'refused'; readonly reason: string };

export function isQuestionEvent(event: { readonly kind: string }): event is QuestionEvent {
  return event.kind in questionTable;
}

export function questionStageOf({ question }: Pick<RegionState, 'question'>): QuestionStage {
  if (question === undefined) return 'none';
  return question.answer?.decision ?? 'asked';
}

/** Takes the question one event further. The first answer counts; one that comes too late to be heeded is refused. */
export function changeQuestion(state: Pick<RegionState, 'question'>, event: QuestionEvent): QuestionChange {
  const { question } = state;
  const stage = questionStageOf(state);
  const { from, to } = questionTable[event.kind];
  if (stage === to) return { outcome: 'unchanged', question };
  if (!(from as readonly QuestionStage[]).includes(stage)) return { outcome: 'refused', reason: refusalOf(question) };
  if (event.kind === 'ask') return { outcome: 'changed', question: event.question };
  if (event.kind === 'withdraw' || question === undefined) return { outcome: 'changed', question: undefined };
  const { word, kind } = event;
  const isLate = Date.parse(word.at) >= Date.parse(question.answerBy) && question.afterwards === 'fail_over';
  if (kind === 'reject' && isLate) {
    return { outcome: 'refused', reason: `nobody answered until ${question.answerBy}: the failover begins` };
  }
  const decision = kind === 'approve' ? 'approved' : 'rejected';
  return { outcome: 'changed', question: { ...question, answer: { ...word, decision } } };
}

/** The approval by which a region begins its epoch, if there is one. */
export function approvalIn({ question }: Pick<RegionState, 'question'>, toRegion: string): PersonsDecision | undefined {
  if (question?.toRegion !== toRegion || question.answer?.decision !== 'approved') return undefined;
  const { by, reason, at } = question.answer;
  return { how: 'approved', by, reason, at };
}

function refusalOf(question: FailoverQuestion | undefined): string {
  const answer = question?.answer;
  return answer === undefined ? 'no question is asked' : `it was ${answer.decision} by ${answer.by} already`;
}
