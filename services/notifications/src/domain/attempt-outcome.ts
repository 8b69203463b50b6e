/** Outcome of one attempt; `text` goes to the delivery log: `status 204`, `not reachable`. */
export type AttemptOutcome =
  | { readonly kind: 'confirmed'; readonly text: string }
  /** Whether the receiver acted on it is unknown; the next attempt has the same `webhook-id`, so it can tell. */
  | { readonly kind: 'unconfirmed'; readonly text: string }
  /** The receiver says that it wants no webhook any more. */
  | { readonly kind: 'gone'; readonly text: string };

/** Status by which a receiver ends its endpoint, by Standard Webhooks. */
const gone = 410;

/** Only 2xx confirms. A redirect does not: following it would send a merchant's data where nobody registered. */
export function outcomeOfStatus(status: number): AttemptOutcome {
  const text = `status ${status}`;
  if (status === gone) return { kind: 'gone', text };
  return { kind: status >= 200 && status <= 299 ? 'confirmed' : 'unconfirmed', text };
}
