/** Rules of the verdict; each breach is a finding. */
export const rules = {
  lost: 'an acknowledged payment is not in the ledger',
  duplicated: 'a payment was booked more than once',
  misbooked: 'a payment was booked with another amount, currency or merchant',
  unrequested: 'the ledger holds a payment that nobody asked for',
  in_doubt: 'an acknowledged payment is neither booked nor rejected',
  change_lost: 'a change that was answered is not in the ledger',
  not_expired: 'what was held is held on, although its time is over',
  change_unrequested: 'the ledger holds a change that nobody asked for, or that was refused',
  answer_wrong: 'a change was answered otherwise than the history of its payment allows',
  session_lost: 'an acknowledged session is gone',
  session_overwritten: 'a session is not in the state that was acknowledged last',
  failover_missing: 'the other region had to take over and did not',
  failover_unwanted: 'more failovers than the fault justifies',
  alarm_silent: 'an alarm that must call people did not ring',
  stranded: 'no payment can be booked, or no change is taken, although every fault is healed',
  traffic_astray: 'clients were sent to a region that was not active',
  opened_early: 'the ledger was opened before the leases of the epoch before had ended',
  canary_missing: 'an epoch was verified without a payment of its own',
  watermark_ahead: 'the watermark has passed commands that might still have come',
  watermark_stands: 'the watermark does not move on',
  unbalanced: 'debits and credits of a currency differ',
  ledger_drift: 'a balance differs from its transfers',
  rebuild_differs: "a ledger rebuilt from the archive alone is not the writer's",
  event_missing: 'an event of a payment was not seen on the surviving bus',
  event_duplicated: 'one version of a payment was announced under several ids',
  event_misnamed: 'the id of an event does not follow from its payment, version, type and command',
  webhook_missing: 'an endpoint did not receive a webhook that was due',
  webhook_duplicated: 'an endpoint received one event under several webhook ids',
  webhook_taken_twice: 'a webhook that waited when its region was lost was not taken exactly once after that',
  webhook_unverified: 'the signature of a webhook does not verify',
  webhook_unfounded: 'a webhook announced a payment that the ledger does not hold',
  stale_epoch_write: 'a write under an ended epoch was accepted',
  access_refused: 'a request of somebody who may was refused at the door',
  refusal_wrong: 'a stranger was refused otherwise than all strangers are',
  bad_request_accepted: 'a request that must be refused was acknowledged',
  answer_failed: 'an answer was 500: a fault of the platform, not of a region',
  replay_differs: 'the same key was answered with different bodies',
  card_number_found: 'a card number was found where none may be',
} as const;

export type Rule = keyof typeof rules;

/** One breach of one rule. */
export interface Finding {
  readonly rule: Rule;
  /** A payment id, reference, currency or place. */
  readonly subject: string;
  readonly text: string;
}
