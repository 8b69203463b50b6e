import type { Report } from '../report/report.ts';

/** How far one drill goes towards a clause. */
export type Coverage = 'shown' | 'in part' | 'not tested';

/** A requirement of a regulation or standard, in our words, with where its text was read. */
export interface Clause {
  /** e.g. `DORA Art. 12(7)`. */
  readonly id: string;
  /** In short; the source has the words that count. */
  readonly asks: string;
  readonly source: string;
  /** Judges by a report alone. */
  readonly judge: (report: Report) => Judged;
}

export interface Judged {
  readonly coverage: Coverage;
  /** Facts of the drill, and what they leave open. */
  readonly text: string;
}

/** A clause beside a drill, as `clauses.json` holds it. */
export interface JudgedClause extends Judged, Omit<Clause, 'judge'> {}

/** A judgement that no drill changes: the clause asks for something else. */
export function notTested(text: string): () => Judged {
  return () => ({ coverage: 'not tested', text });
}
