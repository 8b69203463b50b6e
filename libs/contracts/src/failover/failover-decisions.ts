import { z } from 'zod';
import { AtStake } from '../recovery.ts';
import { RegionName } from '../region-name.ts';
import { boundedText } from '../text/text.ts';

/**
 * Whether a failover that is due begins by itself, waits for a person's approval, or is only announced. Orders, hand-backs and
 * resumptions do not depend on it: they follow from a decision that was made.
 */
export const failoverModes = ['auto', 'approve', 'observe'] as const;
export const FailoverMode = z.enum(failoverModes);
export type FailoverMode = z.infer<typeof FailoverMode>;

/** Outcome of a question that nobody answers in time. */
export const Afterwards = z.enum(['fail_over', 'stand_down']);
export type Afterwards = z.infer<typeof Afterwards>;

/** A person's word on a failover, as the audit keeps it. The name is what the caller says: IAM knows who called. */
export const PersonsWord = z.object({
  by: boundedText({ charactersMax: 100, bytesMax: 400 }).trim().min(1),
  reason: boundedText({ charactersMax: 500, bytesMax: 1500 }).trim().min(3),
  at: z.iso.datetime(),
});
export type PersonsWord = z.infer<typeof PersonsWord>;

/** An order of a person. `isForced`: services that are not ready do not hold it up. */
export const PersonsOrder = PersonsWord.extend({ isForced: z.boolean() });
export type PersonsOrder = z.infer<typeof PersonsOrder>;

/** The decision by which a person began an epoch; an epoch without one began by itself. */
export const PersonsDecision = PersonsWord.extend({
  how: z.enum(['ordered', 'approved']),
  isForced: z.boolean().optional(),
});
export type PersonsDecision = z.infer<typeof PersonsDecision>;

/** A signal that is down, and since when. */
export const SignalDown = z.object({ signal: z.string(), since: z.iso.datetime() });
export type SignalDown = z.infer<typeof SignalDown>;

/** A failover that waits for a person: everything that they need to know, and their answer. */
export const FailoverQuestion = z.object({
  /** The region that would take over, under the next epoch. */
  toRegion: RegionName,
  askedAt: z.iso.datetime(),
  answerBy: z.iso.datetime(),
  afterwards: Afterwards,
  cause: z.enum(['cannot_acknowledge', 'cannot_book']),
  down: z.array(SignalDown).max(10),
  /** Up to when the standby's replica has everything: what came later, the journal alone brings back. */
  replicatedUpTo: z.iso.datetime().optional(),
  /** Of that, what was accepted until the question was asked; absent when no service could count it in time. */
  atStake: AtStake.optional(),
  answer: PersonsWord.extend({ decision: z.enum(['approved', 'rejected']) }).optional(),
});
export type FailoverQuestion = z.infer<typeof FailoverQuestion>;
