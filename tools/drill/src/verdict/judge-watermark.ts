import type { Evidence } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';

/** A minute of the journal may still grow for so long after its end, in milliseconds. */
const settleMs = 60_000;

/** Clocks of the database and of the functions differ by less, in milliseconds. */
const clockMs = 1000;

/** Checks that the watermark moves on, and never past what may still be journaled. */
export function judgeWatermark({ ledger: { watermark }, watermarkDueMs }: Evidence): readonly Finding[] {
  if (watermarkDueMs === undefined) return [];
  const { upToMs, advancedAtMs } = watermark;
  const subject = new Date(upToMs).toISOString();
  if (upToMs <= watermarkDueMs) {
    return [{ rule: 'watermark_stands', subject, text: `it had to pass ${new Date(watermarkDueMs).toISOString()}` }];
  }
  const behindMs = advancedAtMs - upToMs;
  if (behindMs >= settleMs - clockMs) return [];
  return [{ rule: 'watermark_ahead', subject, text: `it was moved there ${behindMs} ms later` }];
}
