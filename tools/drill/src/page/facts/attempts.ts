import type { BookEntry } from '../../witness/book-entry.ts';

/** Outcome of one attempt, as its client saw it. */
export type Outcome =
  /** 2xx. */
  | 'taken'
  /** 4xx: an answer, and not the wished one. */
  | 'refused'
  /** 429 and 5xx: come again. */
  | 'failed'
  /** No answer. */
  | 'silent';

export interface Attempt {
  readonly sentMs: number;
  readonly endedMs: number;
  readonly outcome: Outcome;
  /** Region that answered, where the answer said so. */
  readonly region: string | undefined;
}

/** Every attempt that ended, in the order of the endings. */
export function attemptsIn(book: readonly BookEntry[]): readonly Attempt[] {
  const sent = new Map<string, number>();
  return book.flatMap((entry): readonly Attempt[] => {
    if (entry.kind === 'attempt') sent.set(`${entry.number} ${entry.attempt}`, entry.atMs);
    if (entry.kind !== 'answer' && entry.kind !== 'silence') return [];
    const sentMs = sent.get(`${entry.number} ${entry.attempt}`) ?? entry.atMs;
    const outcome = entry.kind === 'silence' ? 'silent' : outcomeOf(entry.status);
    const region = entry.kind === 'silence' ? undefined : entry.servedBy?.split(';')[0];
    return [{ sentMs, endedMs: entry.atMs, outcome, region }];
  });
}

function outcomeOf(status: number): Outcome {
  if (status < 300) return 'taken';
  return status < 500 && status !== 429 ? 'refused' : 'failed';
}

/** Attempts that ended in one second, by outcome. */
export type Second = Readonly<Record<Outcome, number>> & { readonly fromMs: number };

/** Counts attempts by the second in which they ended; seconds without any count, too. */
export function secondsOf(
  attempts: readonly Attempt[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): readonly Second[] {
  const length = Math.max(Math.ceil((toMs - fromMs) / 1000), 1);
  const ended = Map.groupBy(attempts, ({ endedMs }) => Math.floor((endedMs - fromMs) / 1000));
  return Array.from({ length }, (_, at) => {
    const own = ended.get(at) ?? [];
    const count = (outcome: Outcome) => own.filter((it) => it.outcome === outcome).length;
    const [taken, refused, failed, silent] = [count('taken'), count('refused'), count('failed'), count('silent')];
    return { fromMs: fromMs + at * 1000, taken, refused, failed, silent };
  });
}

/** The value that this part of the sorted values does not exceed; undefined of none. */
export function quantile(values: readonly number[], part: number): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(Math.ceil(part * sorted.length) - 1, 0)];
}
