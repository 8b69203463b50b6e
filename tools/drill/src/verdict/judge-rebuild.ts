import type { Evidence } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';

/** Checks that a ledger rebuilt from the archive alone equals the promoted one, row by row. */
export function judgeRebuild({ rebuild }: Evidence): readonly Finding[] {
  const texts = rebuild.outcome === 'failed' ? [rebuild.text] : rebuild.differences;
  return texts.map((text) => ({ rule: 'rebuild_differs', subject: 'archive', text }));
}
