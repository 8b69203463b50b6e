import type { LocalCloud, RecordedEvent } from '@redoubt/local-cloud';
import { together } from '../../card-scan/card-scan.ts';
import { scanDatabases } from '../../card-scan/scan-databases.ts';
import { scanFiles } from '../../card-scan/scan-files.ts';
import { scanLedger } from '../../card-scan/scan-ledger.ts';
import { scanLines } from '../../card-scan/scan-lines.ts';
import { scanMessages } from '../../card-scan/scan-messages.ts';
import { scanTables } from '../../card-scan/scan-tables.ts';
import { DrillError } from '../../drill-error.ts';
import type { Conduct } from '../../evidence/conduct.ts';
import type { Evidence, LedgerOperation, WaitingAtLoss, ZombieWrite } from '../../evidence/evidence.ts';
import { readOperations } from '../../evidence/read-ledger.ts';
import { archiveOf, rebuildEvidence } from '../../evidence/rebuild-evidence.ts';
import { type ArchiveHistory, archiveHistory, noArchive } from '../../evidence-folder/archive-history.ts';
import { sessionsIn } from '../../witness/sessions-in.ts';
import type { DrillRun, Roles } from '../drill-run.ts';
import type { Looked } from './look-again.ts';
import { readSessions } from './read-sessions.ts';

/** The evidence, and what only the evidence folder holds. */
export interface GatheredEvidence {
  readonly evidence: Evidence;
  readonly events: readonly RecordedEvent[];
  readonly archive: ArchiveHistory;
}

/** Reads everything else that the verdict rests on. @throws DrillError `evidence_missing` */
export async function gatherEvidence(
  run: DrillRun,
  drill: {
    readonly rolesAtEnd: Roles;
    readonly conduct: Conduct;
    readonly watermarkDueMs?: number | undefined;
    readonly waitingAtLoss?: WaitingAtLoss | undefined;
    /** Ledger, bus and book when nothing was missing any more, or when they were last looked at. */
    readonly looked: Looked;
    readonly zombieWrites: readonly ZombieWrite[];
    /** Folder of the report and the book. */
    readonly outDir: string;
  },
): Promise<GatheredEvidence> {
  const { cloud, book, waitMsMax } = run;
  const { active, standby, epoch } = drill.rolesAtEnd;
  const { recorded, ...grown } = drill.looked;
  const [ledgerUrl, replicaUrl] = await Promise.all([cloud.postgresUrl(active), cloud.postgresUrl(standby)]);
  const oldLedgerUrl = await leftBehind(cloud, standby);
  const [oldOperations, cardScans, foundSessions] = await Promise.all([
    oldLedgerUrl === undefined ? noOperations : readOperations(oldLedgerUrl),
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
  const rebuild = await rebuildEvidence(cloud, { region: active, ledgerUrl, waitMsMax });
  const archive =
    rebuild.outcome === 'made' ? await archiveHistory(await archiveOf(cloud, active), rebuild.head) : noArchive;
  const cardScan = together(cardScans);
  if (Object.values(cardScan.looked).includes(0)) {
    throw new DrillError('evidence_missing', `a scan for card numbers saw nothing: ${JSON.stringify(cardScan.looked)}`);
  }
  if (recorded.length === 0) {
    throw new DrillError('evidence_missing', `the bus of ${active} recorded no event at all`);
  }
  const evidence: Evidence = {
    ...grown,
    oldOperations,
    oldEpoch: epoch - 1,
    zombieWrites: drill.zombieWrites,
    cardScan,
    rebuild,
    sessions: sessionsIn(book.entries()),
    foundSessions,
    conduct: drill.conduct,
    watermarkDueMs: drill.watermarkDueMs,
    waitingAtLoss: drill.waitingAtLoss,
  };
  return { evidence, events: recorded, archive };
}

const noOperations: readonly LedgerOperation[] = [];

/** URL of the diverged database that a killed writer left behind, if there is one. */
async function leftBehind(cloud: LocalCloud, region: string): Promise<string | undefined> {
  return await cloud.oldLedgerUrl(region).catch(() => undefined);
}
