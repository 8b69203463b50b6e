import type { ApiChange } from './api-changes.ts';
import type { PublishedChanges } from './published-changes.ts';

/** Lines of one list in the notes; the rest is counted. */
const linesMax = 30;

/** The part of release notes that says what changed for callers and for consumers; empty when nothing did. */
export function changeLines({ api, events }: PublishedChanges): readonly string[] {
  return [...section('For callers of the API', api), ...section('For consumers of events', events)];
}

function section(title: string, changes: readonly ApiChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const sorted = changes.toSorted((left, right) => rank(left) - rank(right));
  const lines = sorted
    .slice(0, linesMax)
    .map(({ kind, text }) => `- ${kind === 'breaking' ? '**breaking** ' : ''}${text}`);
  const rest = sorted.length - lines.length;
  return [`### ${title}`, '', ...lines, ...(rest > 0 ? [`- and ${rest} more`] : []), ''];
}

const rank = ({ kind }: ApiChange): number => (kind === 'breaking' ? 0 : 1);
