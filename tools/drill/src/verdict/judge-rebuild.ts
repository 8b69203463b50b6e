import type { Evidence } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';

/** What an archive is for: the ledger that is made from it alone is the promoted one, row by row. */
export function judgeRebuild({ rebuild }: Evidence): readonly Finding[] {
  const texts = rebuild.outcome === 'failed' ? [rebuild.text] : rebuild.differences;
  return texts.map((text) => ({ rule: 'rebuild_differs', subject: 'archive', text }));
}
