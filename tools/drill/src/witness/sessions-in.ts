import { SessionView } from '@redoubt/contracts';
import type { SessionIntent } from '../load/intents.ts';
import type { AnswerEntry, BookEntry } from './book-entry.ts';

/** A session of the book. */
export interface BookedSession {
  readonly name: string;
  readonly sessionId: string;
  /** States that it may have: one, or two when its last change got no clear answer. */
  readonly states: readonly Pick<SessionIntent, 'version' | 'attributes'>[];
  /** Answers that its history does not allow. */
  readonly wrong: readonly string[];
}

/** Sessions whose start was acknowledged, as the answers to their requests leave them. */
export function sessionsIn(entries: readonly BookEntry[]): readonly BookedSession[] {
  const requests = entries
    .filter((entry) => entry.kind === 'request')
    .flatMap(({ number, session }) => (session === undefined ? [] : [{ number, session }]));
  const attempts = Map.groupBy(
    entries.filter((entry) => entry.kind === 'answer' || entry.kind === 'silence'),
    ({ number }) => number,
  );
  const answersTo = (number: number) => attempts.get(number) ?? [];
  return [...Map.groupBy(requests, ({ session }) => session.name)].flatMap(([name, sent]) => {
    const [start, ...changes] = sent;
    const sessionId = start === undefined ? undefined : startedId(answersTo(start.number));
    if (start === undefined || sessionId === undefined) return [];
    let states: BookedSession['states'] = [start.session];
    const wrong: string[] = [];
    for (const { number, session } of changes) {
      const outcome = outcomeOf(answersTo(number));
      if (outcome === 'done') states = [session];
      else if (outcome === 'unclear') states = [...states, session];
      else wrong.push(`the change to version ${session.version} was answered ${outcome}`);
    }
    return [{ name, sessionId, states, wrong }];
  });
}

type Attempt = AnswerEntry | { readonly kind: 'silence' };

function startedId(attempts: readonly Attempt[]): string | undefined {
  const answer = attempts.find((attempt) => attempt.kind === 'answer' && attempt.status === 201);
  return answer?.kind === 'answer' ? SessionView.safeParse(JSON.parse(answer.body)).data?.id : undefined;
}

/** A conflict after an attempt without a clear answer is unclear: that attempt may have made the change. */
function outcomeOf(attempts: readonly Attempt[]): 'done' | 'unclear' | number {
  const statuses = attempts.map((attempt) => (attempt.kind === 'answer' ? attempt.status : undefined));
  if (statuses.includes(200)) return 'done';
  const last = statuses.at(-1);
  if (last === undefined || last >= 500 || last === 429) return 'unclear';
  const wasUnclear = statuses.slice(0, -1).some((status) => status === undefined || status >= 500);
  return wasUnclear && last === 412 ? 'unclear' : last;
}
