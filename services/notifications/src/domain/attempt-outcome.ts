/** Outcome of one attempt; `text` goes to the delivery log: `status 204`, `not reachable`. */
export type AttemptOutcome =
  | { readonly kind: 'confirmed'; readonly text: string }
  /** Whether the receiver acted on it is unknown; the next attempt has the same `webhook-id`, so it can tell. */
  | { readonly kind: 'unconfirmed'; readonly text: string };

/** Only 2xx confirms. A redirect does not: following it would send a merchant's data where nobody registered. */
export function outcomeOfStatus(status: number): AttemptOutcome {
  return { kind: status >= 200 && status <= 299 ? 'confirmed' : 'unconfirmed', text: `status ${status}` };
}
