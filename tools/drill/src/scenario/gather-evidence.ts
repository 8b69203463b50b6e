import { together } from '../card-scan/card-scan.ts';
import { scanDatabases } from '../card-scan/scan-databases.ts';
import { scanFiles } from '../card-scan/scan-files.ts';
import { scanLedger } from '../card-scan/scan-ledger.ts';
import { scanMessages } from '../card-scan/scan-messages.ts';
import { scanTables } from '../card-scan/scan-tables.ts';
import { DrillError } from '../drill-error.ts';
import type { Evidence, RegisteredEndpoint, ZombieWrite } from '../evidence/evidence.ts';
import { readLedger, readOperations } from '../evidence/read-ledger.ts';
import { rebuildEvidence } from '../evidence/rebuild-evidence.ts';
import { seenEvents } from '../evidence/seen-events.ts';
import { requestsIn } from '../witness/read-book.ts';
import type { DrillRun, Seats } from './drill-run.ts';

/** Reads everything that the verdict rests on. @throws DrillError `evidence_missing` */
export async function gatherEvidence(
  { cloud, book }: DrillRun,
  { lost, surviving, epoch }: Seats,
  drill: {
    readonly endpoints: readonly RegisteredEndpoint[];
    readonly zombieWrites: readonly ZombieWrite[];
    /** Folder of the report and the book. */
    readonly outDir: string;
  },
): Promise<Evidence> {
  const [ledgerUrl, oldLedgerUrl, replicaUrl] = await Promise.all([
    cloud.postgresUrl(surviving),
    cloud.oldLedgerUrl(lost),
    cloud.postgresUrl(lost),
  ]);
  const [ledger, oldOperations, recorded, cardScans] = await Promise.all([
    readLedger(ledgerUrl),
    readOperations(oldLedgerUrl),
    cloud.events(surviving),
    Promise.all([
      scanFiles(cloud.dataDir),
      scanFiles(drill.outDir),
      scanDatabases(cloud.dataDir, {
        [`database of ${surviving}`]: ledgerUrl,
        [`database of ${lost}`]: replicaUrl,
        [`database that ${lost} left behind`]: oldLedgerUrl,
      }),
      scanLedger(`ledger of ${surviving}`, ledgerUrl),
      scanLedger(`ledger that ${lost} left behind`, oldLedgerUrl),
      ...[lost, surviving].map((region) => scanTables(region, cloud.awsEndpoint(region))),
      scanMessages(book.entries()),
    ]),
  ]);
  const rebuild = await rebuildEvidence(cloud, { region: surviving, ledgerUrl });
  const cardScan = together(cardScans);
  if (Object.values(cardScan.looked).includes(0)) {
    throw new DrillError('evidence_missing', `a scan for card numbers saw nothing: ${JSON.stringify(cardScan.looked)}`);
  }
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
    cardScan,
    rebuild,
  };
}
