import { z } from 'zod';

/** Steps of a recovery, in order. Changes wait for all payments; they are decided again after the changes; announcements come last. */
export const recoverySteps = ['payments', 'changes', 'acceptances', 'events'] as const;
export type RecoveryStep = (typeof recoverySteps)[number];

/** Where a recovery goes on, from page to page. */
export const RecoveryCursor = z.object({
  step: z.enum(recoverySteps),
  /** The next minute of the journal to work on in this step. */
  minuteMs: z.number().int(),
  /** First and last minute of the journal that may hold commands that the ledger lacks. */
  fromMs: z.number().int(),
  toMs: z.number().int(),
  /** In the last step: the next event to announce. */
  place: z.object({ recordedAt: z.iso.datetime(), seq: z.number().int() }).optional(),
});
export type RecoveryCursor = z.infer<typeof RecoveryCursor>;

export function cursorText(cursor: RecoveryCursor): string {
  return JSON.stringify(cursor);
}

/** @throws Error when the text is no cursor of ours */
export function cursorOf(text: string): RecoveryCursor {
  return RecoveryCursor.parse(JSON.parse(text));
}

/** After a minute's work: the next minute, or the next step; undefined after the last step. */
export function afterMinute(cursor: RecoveryCursor, minuteMs: number, slotMs: number): RecoveryCursor | undefined {
  if (minuteMs + slotMs <= cursor.toMs) return { ...cursor, minuteMs: minuteMs + slotMs };
  const step = recoverySteps[recoverySteps.indexOf(cursor.step) + 1];
  return step === undefined ? undefined : { ...cursor, step, minuteMs: cursor.fromMs };
}
