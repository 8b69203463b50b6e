import type { Heartbeat } from '@redoubt/contracts';

type Booking = Heartbeat['booking'];

/** Answer of the active region's services that were asked to book. */
export type BookingAnswer =
  | { readonly kind: 'booked'; readonly oldestUnbookedMs: number }
  | { readonly kind: 'refused' }
  /** Throttled, failed or too late. */
  | { readonly kind: 'none' }
  /** Nobody is asked: there is no hook, or a takeover is under way. */
  | { readonly kind: 'not_asked' };

/** How answers are judged. */
export interface BookingPolicy {
  /** How old a command may be that is journaled and not booked, in milliseconds. */
  readonly unbookedMsMax: number;
  /** How long no answer may come before it counts as a refusal, in milliseconds. */
  readonly silenceMsMax: number;
}

/** A judgement, and what the next one needs of it. */
export interface BookingJudgement {
  readonly booking: Booking;
  /** When money was booked last, or when it was asked for first. */
  readonly bookedAtMs: number;
}

/**
 * Judges whether money can be booked.
 *
 * A refusal says so at once. No answer proves nothing for as long as the region may only be busy, and takes no refusal
 * back: only a booking does.
 */
export function judgeBooking(
  before: BookingJudgement | undefined,
  answer: BookingAnswer,
  { nowMs, ...policy }: BookingPolicy & { readonly nowMs: number },
): BookingJudgement {
  const isContinued = before !== undefined && before.booking.status !== 'unknown';
  const bookedAtMs = answer.kind === 'booked' || !isContinued ? nowMs : before.bookedAtMs;
  const status = statusOf(answer, before?.booking.status, { ...policy, silentMs: nowMs - bookedAtMs });
  return {
    bookedAtMs,
    booking: {
      status,
      since: before?.booking.status === status ? before.booking.since : new Date(nowMs).toISOString(),
      oldestUnbookedMs:
        answer.kind === 'booked' ? answer.oldestUnbookedMs : isContinued ? before.booking.oldestUnbookedMs : 0,
    },
  };
}

function statusOf(
  answer: BookingAnswer,
  before: Booking['status'] | undefined,
  { unbookedMsMax, silenceMsMax, silentMs }: BookingPolicy & { readonly silentMs: number },
): Booking['status'] {
  switch (answer.kind) {
    case 'booked':
      return answer.oldestUnbookedMs > unbookedMsMax ? 'failing' : 'good';
    case 'refused':
      return 'failing';
    case 'none':
      return before === 'failing' || silentMs > silenceMsMax ? 'failing' : 'busy';
    case 'not_asked':
      return 'unknown';
  }
}
