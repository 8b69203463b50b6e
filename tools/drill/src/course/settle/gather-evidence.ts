import type { LocalCloud } from '@redoubt/local-cloud';
import { together } from '../../card-scan/card-scan.ts';
import { scanDatabases } from '../../card-scan/scan-databases.ts';
import { scanFiles } from '../../card-scan/scan-files.ts';
import { scanLedger } from '../../card-scan/scan-ledger.ts';
import { scanLines } from '../../card-scan/scan-lines.ts';
import { scanMessages } from '../../card-scan/scan-messages.ts';
import { scanTables } from '../../card-scan/scan-tables.ts';
import { DrillError } from '../../drill-error.ts';
import type { Conduct } from '../../evidence/conduct.ts';
import type { Evidence, LedgerOperation, RegisteredEndpoint, ZombieWrite } from '../../evidence/evidence.ts';
import { readLedger, readOperations } from '../../evidence/read-ledger.ts';
import { rebuildEvidence } from '../../evidence/rebuild-evidence.ts';
import { seenEvents } from '../../evidence/seen-events.ts';
import { requestsIn } from '../../witness/read-book.ts';
import { sessionsIn } from '../../witness/sessions-in.ts';
import type { DrillRun, Roles } from '../drill-run.ts';
import { readSessions } from './read-sessions.ts';

/** Reads everything that the verdict rests on. @throws DrillError `evidence_missing` */
export async function gatherEvidence(
  run: DrillRun,
  drill: {
    readonly roles: Roles;
    readonly rolesAtEnd: Roles;
    readonly conduct: Conduct;
    readonly watermarkDueMs?: number | undefined;
    readonly endpoints: readonly RegisteredEndpoint[];
    readonly zombieWrites: readonly ZombieWrite[];
    /** Folder of the report and the book. */
    readonly outDir: string;
  },
): Promise<Evidence> {
  const { cloud, book } = run;
  const { active, standby, epoch } = drill.rolesAtEnd;
  const [ledgerUrl, replicaUrl] = await Promise.all([cloud.postgresUrl(active), cloud.postgresUrl(standby)]);
  const oldLedgerUrl = await leftBehind(cloud, standby);
  const [ledger, oldOperations, recorded, cardScans, foundSessions] = await Promise.all([
    readLedger(ledgerUrl),
    oldLedgerUrl === undefined ? noOperations : readOperations(oldLedgerUrl),
    eventsOf(cloud, drill),
    Promise.all([
      scanFiles(cloud.dataDir),
      scanFiles(drill.outDir),
      scanLines(cloud.dataDir),
      scanDatabases(cloud.dataDir, {
        [`database of ${active}`]: ledgerUrl,
        [`database of ${standby}`]: replicaUrl,
        ...(oldLedgerUrl === undefined ? {} : { [`database that ${standby} left behind`]: oldLedgerUrl }),
      }),
      scanLedger(`ledger of ${active}`, ledgerUrl),
      ...(oldLedgerUrl === undefined ? [] : [scanLedger(`ledger that ${standby} left behind`, oldLedgerUrl)]),
      ...[active, standby].map((region) => scanTables(region, cloud.awsEndpoint(region))),
      scanMessages(book.entries()),
    ]),
    readSessions(run),
  ]);
  const rebuild = await rebuildEvidence(cloud, { region: active, ledgerUrl });
  const cardScan = together(cardScans);
  if (Object.values(cardScan.looked).includes(0)) {
    throw new DrillError('evidence_missing', `a scan for card numbers saw nothing: ${JSON.stringify(cardScan.looked)}`);
  }
  if (recorded.length === 0) {
    throw new DrillError('evidence_missing', `the bus of ${active} recorded no event at all`);
  }
  return {
    requests: requestsIn(book.entries()),
    webhooks: book.entries().filter((entry) => entry.kind === 'webhook'),
    endpoints: drill.endpoints,
    ledger,
    oldOperations,
    oldEpoch: epoch - 1,
    events: seenEvents(recorded),
    zombieWrites: drill.zombieWrites,
    cardScan,
    rebuild,
    sessions: sessionsIn(book.entries()),
    foundSessions,
    conduct: drill.conduct,
    watermarkDueMs: drill.watermarkDueMs,
  };
}

const noOperations: readonly LedgerOperation[] = [];

/** URL of the diverged database that a killed writer left behind, if there is one. */
async function leftBehind(cloud: LocalCloud, region: string): Promise<string | undefined> {
  return await cloud.oldLedgerUrl(region).catch(() => undefined);
}

/** Events of the active region's bus; of both buses when more than one failover moved the active region. */
async function eventsOf(
  cloud: LocalCloud,
  { roles, rolesAtEnd }: { readonly roles: Roles; readonly rolesAtEnd: Roles },
): Promise<Awaited<ReturnType<LocalCloud['events']>>> {
  const own = await cloud.events(rolesAtEnd.active);
  if (rolesAtEnd.epoch - roles.epoch <= 1) return own;
  return [...own, ...(await cloud.events(rolesAtEnd.standby))];
}
