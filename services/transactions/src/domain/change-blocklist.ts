import {
  type BlocklistChange,
  type BlocklistOutcome,
  type ChangeBlocklist,
  type ChangeBlocklistRequest,
  commandIdOf,
  fingerprintOf,
  type JournalRecord,
} from '@redoubt/contracts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /transactions/v1/blocklist';

/** A request to change the blocklist. */
export interface BlocklistRequest {
  readonly body: ChangeBlocklistRequest;
  /** The operator who decides. */
  readonly by: string;
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly receivedAt: Date;
}

/** The command of a request: the same request with the same key always gives the same id, in either region. Keys are all operators'. */
export function changeBlocklistOf({ body, by, ...request }: BlocklistRequest): ChangeBlocklist {
  const { entry, status, reason } = body;
  const [kind, merchantId] = entry.split('/');
  return {
    type: 'ChangeBlocklist',
    commandId: commandIdOf({ merchantId: 'operators', route, idempotencyKey: request.idempotencyKey }),
    ...(kind === 'ip' || merchantId === undefined ? {} : { merchantId }),
    entry,
    isBlocked: status === 'blocked',
    by,
    why: reason,
    fingerprint: fingerprintOf({ body, by }),
    acceptedAt: request.receivedAt.toISOString(),
    correlationId: request.correlationId,
  };
}

/** The answer to an outcome, repeated for each replay. */
export function blocklistResponseOf(outcome: BlocklistOutcome): JournalRecord['response'] {
  const { entry, isBlocked, version, recordedAt } = outcome;
  const change: BlocklistChange = { entry, status: isBlocked ? 'blocked' : 'allowed', version, changed_at: recordedAt };
  return { status: 200, body: JSON.stringify(change) };
}
