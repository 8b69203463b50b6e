import type { RecordedEvent } from '@redoubt/local-cloud';
import type { RegisteredEndpoint } from '../../evidence/evidence.ts';
import { readLedger } from '../../evidence/read-ledger.ts';
import { seenEvents } from '../../evidence/seen-events.ts';
import type { GrowingEvidence } from '../../verdict/still-missing.ts';
import { requestsIn } from '../../witness/read-book.ts';
import type { DrillRun, Roles } from '../drill-run.ts';

export interface Looked extends GrowingEvidence {
  readonly recorded: readonly RecordedEvent[];
}

/**
 * Reads bus and book, and then the writer's ledger: what they tell of is in it by then. What it holds and they lack may come yet.
 *
 * @throws DrillError `evidence_missing`
 */
export async function lookAgain(
  { cloud, book }: Pick<DrillRun, 'cloud' | 'book'>,
  drill: { readonly roles: Roles; readonly rolesAtEnd: Roles; readonly endpoints: readonly RegisteredEndpoint[] },
): Promise<Looked> {
  const recorded = await eventsOf(cloud, drill);
  const entries = book.entries();
  return {
    recorded,
    events: seenEvents(recorded),
    requests: requestsIn(entries),
    webhooks: entries.filter((entry) => entry.kind === 'webhook'),
    endpoints: drill.endpoints,
    ledger: await readLedger(await cloud.postgresUrl(drill.rolesAtEnd.active)),
  };
}

/** Events of the active region's bus; of both buses when more than one failover moved the active region. */
async function eventsOf(
  cloud: DrillRun['cloud'],
  { roles, rolesAtEnd }: { readonly roles: Roles; readonly rolesAtEnd: Roles },
): Promise<readonly RecordedEvent[]> {
  const own = await cloud.events(rolesAtEnd.active);
  if (rolesAtEnd.epoch - roles.epoch <= 1) return own;
  return [...own, ...(await cloud.events(rolesAtEnd.standby))];
}
