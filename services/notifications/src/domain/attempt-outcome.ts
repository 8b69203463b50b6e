import { retryAfterMsOf } from './retry-after.ts';
import { throttledMs } from './retry-schedule.ts';

/** Outcome of one attempt; `text` goes to the delivery log: `status 204`, `not reachable`. */
export type AttemptOutcome =
  | { readonly kind: 'confirmed'; readonly text: string; readonly status?: number }
  /** Whether the receiver acted on it is unknown; the next attempt has the same `webhook-id`, so it can tell. */
  | {
      readonly kind: 'unconfirmed';
      readonly text: string;
      readonly status?: number;
      /** How long the receiver asks to be left alone: it counts for everything that waits for it. */
      readonly retryAfterMs?: number | undefined;
    }
  /** Nothing was sent, and nothing will be: the channel has got as much today as it may. */
  | { readonly kind: 'withheld'; readonly text: string; readonly status?: never }
  /** The receiver says that it wants no webhook any more. */
  | { readonly kind: 'gone'; readonly text: string; readonly status?: number };

/** Status by which a receiver ends its endpoint, by Standard Webhooks. */
const gone = 410;

const tooManyRequests = 429;

export interface ReceiverAnswer {
  readonly status: number;
  /** The header `Retry-After`. */
  readonly retryAfter?: string | undefined;
  readonly now: Date;
}

/** Only 2xx confirms. A redirect does not: following it would send a merchant's data where nobody registered. */
export function outcomeOfAnswer({ status, retryAfter, now }: ReceiverAnswer): AttemptOutcome {
  const text = `status ${status}`;
  if (status === gone) return { kind: 'gone', text, status };
  if (status >= 200 && status <= 299) return { kind: 'confirmed', text, status };
  const askedMs = retryAfterMsOf(retryAfter, now);
  const retryAfterMs = askedMs ?? (status === tooManyRequests ? throttledMs : undefined);
  return { kind: 'unconfirmed', text, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
