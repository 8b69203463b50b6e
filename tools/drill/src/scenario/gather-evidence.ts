import { DrillError } from '../drill-error.ts';
import { cardNumberSinks } from '../evidence/card-number-sinks.ts';
import type { Evidence, RegisteredEndpoint, ZombieWrite } from '../evidence/evidence.ts';
import { readLedger, readOperations } from '../evidence/read-ledger.ts';
import { seenEvents } from '../evidence/seen-events.ts';
import { requestsIn } from '../witness/read-book.ts';
import type { DrillRun, Seats } from './drill-run.ts';

/** Reads everything that the verdict rests on. @throws DrillError `evidence_missing` */
export async function gatherEvidence(
  { cloud, book }: DrillRun,
  { lost, surviving, epoch }: Seats,
  drill: { readonly endpoints: readonly RegisteredEndpoint[]; readonly zombieWrites: readonly ZombieWrite[] },
): Promise<Evidence> {
  const [ledger, oldOperations, recorded, sinks] = await Promise.all([
    cloud.postgresUrl(surviving).then(readLedger),
    cloud.oldLedgerUrl(lost).then(readOperations),
    cloud.events(surviving),
    cardNumberSinks(cloud.dataDir),
  ]);
  if (recorded.length === 0) {
    throw new DrillError('evidence_missing', `the bus of ${surviving} recorded no event at all`);
  }
  return {
    requests: requestsIn(book.entries()),
    webhooks: book.entries().filter((entry) => entry.kind === 'webhook'),
    endpoints: drill.endpoints,
    ledger,
    oldOperations,
    oldEpoch: epoch,
    events: seenEvents(recorded),
    zombieWrites: drill.zombieWrites,
    cardNumberSinks: sinks,
  };
}
