import { type LedgerRole, validationTokenKeyOf } from '@redoubt/contracts';
import {
  AccessKeys,
  AccessMerchants,
  cachedSecret,
  documentClient,
  EventPublisher,
  Journal,
  JournalCanary,
  JournalForgetter,
  JournalMetaItem,
  JournalReader,
  RegionLease,
  readEnvironment,
} from '@redoubt/lambda-kit';
import { z } from 'zod';
import { ArchiveBucket } from './adapters/archive-bucket.ts';
import { DataApi } from './adapters/data-api.ts';
import { ExportBucket } from './adapters/exports/export-bucket.ts';
import { ExportTable } from './adapters/exports/export-table.ts';
import { SignedLinks } from './adapters/exports/signed-links.ts';
import { Ledger } from './adapters/ledger.ts';
import { LedgerChecks } from './adapters/ledger-checks.ts';
import { LedgerReader } from './adapters/ledger-reader.ts';
import { LedgerRecovery } from './adapters/ledger-recovery.ts';
import { ReadModel } from './adapters/tables/read-model.ts';
import { ReplicaMarks } from './adapters/tables/replica-marks.ts';
import { SettingsTable } from './adapters/tables/settings-table.ts';
import { Announcer } from './announcing/announcer.ts';
import type { ProcessRouteDependencies } from './booking/process-route.ts';
import type { AnswerChangeDependencies } from './changing/answer-change.ts';
import type { ChangeRouteDependencies } from './changing/change-route.ts';
import type { CompletenessDependencies, OwnListDependencies } from './reading/completeness.ts';
import type { ChangeSettingDependencies } from './settings/change-setting.ts';

/*
 * The only place that reads the environment and makes clients. Each function of the service wires what it uses, once, when
 * it starts.
 */

const text = z.string().min(1);
const LedgerEnvironment = z.object({ LEDGER_CLUSTER_ARN: text, LEDGER_SECRET_ARN: text, LEDGER_DATABASE: text });

/** Statements to this region's ledger cluster. */
export function wireStatements(options: { readonly statementMsMax?: number } = {}): DataApi {
  const { LEDGER_CLUSTER_ARN, LEDGER_SECRET_ARN, LEDGER_DATABASE } = readEnvironment(LedgerEnvironment, process.env);
  return new DataApi({
    clusterArn: LEDGER_CLUSTER_ARN,
    secretArn: LEDGER_SECRET_ARN,
    database: LEDGER_DATABASE,
    ...options,
  });
}

/** This region's ledger, for a function that logs in as its writer. */
export function wireLedger(options: { readonly statementMsMax?: number } = {}): Ledger {
  return new Ledger(wireStatements(options));
}

/** For a function that logs in as its reader. */
export function wireLedgerReader(options: { readonly statementMsMax?: number } = {}): LedgerReader {
  return new LedgerReader(wireStatements(options));
}

/** Merchants' keys. */
export function wireKeys(): AccessKeys {
  return AccessKeys.ofEnvironment(process.env);
}

/** The key of canaries' passes. It is read for a canary only. */
export function wireCanaryKey(): () => Promise<string> {
  const { CANARY_KEY_SECRET_ARN } = readEnvironment(z.object({ CANARY_KEY_SECRET_ARN: text }), process.env);
  return cachedSecret({ secretArn: CANARY_KEY_SECRET_ARN });
}

/** For routes that show lists to merchants. */
export function wireOwnLists(): OwnListDependencies & { readonly ledger: LedgerReader } {
  return { ...wireLists(), keys: wireKeys() };
}

/** For routes that show lists to operators. */
export function wireLists(): CompletenessDependencies & { readonly ledger: LedgerReader } {
  return { ledger: wireLedgerReader(), lease: wireLease(), now: () => new Date() };
}

/** For a function that logs in to recover it. */
export function wireLedgerRecovery(): LedgerRecovery {
  return new LedgerRecovery(wireStatements());
}

/** For a function that logs in to maintain it. */
export function wireLedgerChecks(options: { readonly statementMsMax?: number } = {}): LedgerChecks {
  return new LedgerChecks(wireStatements(options));
}

/** This region's bus. */
export function wirePublisher(): EventPublisher {
  const { EVENT_BUS_NAME } = readEnvironment(z.object({ EVENT_BUS_NAME: text }), process.env);
  return new EventPublisher({ busName: EVENT_BUS_NAME });
}

/** Announces on this region's bus what the ledger has committed. */
export function wireAnnouncer(ledger: Ledger, publisher = wirePublisher()): Announcer {
  return new Announcer({ ledger, publisher, region: ownRegion() });
}

export function wireJournal(): Journal {
  return new Journal({ table: journalTable() });
}

export function wireJournalReader(): JournalReader {
  return new JournalReader({ table: journalTable() });
}

export function wireJournalForgetter(): JournalForgetter {
  return new JournalForgetter({ table: journalTable() });
}

export function wireJournalMeta(): JournalMetaItem {
  return new JournalMetaItem({ table: journalTable() });
}

export function wireJournalCanary(): JournalCanary {
  return new JournalCanary({ table: journalTable() });
}

function journalTable(): string {
  return readEnvironment(z.object({ JOURNAL_TABLE: text }), process.env).JOURNAL_TABLE;
}

export function wireLease(): RegionLease {
  return RegionLease.ofEnvironment(process.env);
}

/** This region's archive. */
export function wireArchive(): ArchiveBucket {
  const { ARCHIVE_BUCKET } = readEnvironment(z.object({ ARCHIVE_BUCKET: text }), process.env);
  return new ArchiveBucket({ name: ARCHIVE_BUCKET });
}

/** Orders and progress of exports. */
export function wireExports(): ExportTable {
  const { EXPORTS_TABLE } = readEnvironment(z.object({ EXPORTS_TABLE: text }), process.env);
  return new ExportTable({ table: EXPORTS_TABLE, client: documentClient() });
}

/** This region's bucket of exports. */
export function wireExportFiles(): ExportBucket {
  return new ExportBucket({ name: exportsBucket() });
}

/** Links to files there, signed with the function's role. */
export function wireExportLinks(): SignedLinks {
  return new SignedLinks({ bucket: exportsBucket() });
}

function exportsBucket(): string {
  return readEnvironment(z.object({ EXPORTS_BUCKET: text }), process.env).EXPORTS_BUCKET;
}

/** This region's copy of the read model. */
export function wireReadModel(): ReadModel {
  const { TRANSACTIONS_TABLE } = readEnvironment(z.object({ TRANSACTIONS_TABLE: text }), process.env);
  return new ReadModel({ table: TRANSACTIONS_TABLE, client: documentClient() });
}

/** For routes by which merchants change payments. */
export function wireMerchantsChange(): ChangeRouteDependencies & { readonly ledger: Ledger } {
  return { ...wireChange(), keys: wireKeys() };
}

/** For routes by which operators decide about payments. */
export function wireChange(): AnswerChangeDependencies & { readonly ledger: Ledger } {
  const ledger = wireLedger();
  const readModel = wireReadModel();
  return { ledger, journal: wireJournal(), lease: wireLease(), readModel, announcer: wireAnnouncer(ledger) };
}

/** Copies of what operators have decided. */
export function wireSettings(): SettingsTable {
  const { SETTINGS_TABLE } = readEnvironment(z.object({ SETTINGS_TABLE: text }), process.env);
  return new SettingsTable({ table: SETTINGS_TABLE, client: documentClient() });
}

/** For routes that change terms or the blocklist. */
export function wireSettingChange(): ChangeSettingDependencies {
  return { ledger: wireLedger(), journal: wireJournal(), lease: wireLease(), settings: wireSettings() };
}

/** For the route that books validated payments. */
export function wireProcess(): ProcessRouteDependencies {
  const { VALIDATION_TOKEN_SECRET_ARN } = readEnvironment(z.object({ VALIDATION_TOKEN_SECRET_ARN: text }), process.env);
  const secret = cachedSecret({ secretArn: VALIDATION_TOKEN_SECRET_ARN });
  return {
    ...wireMerchantsChange(),
    merchants: AccessMerchants.ofEnvironment(process.env),
    tokenKey: async () => validationTokenKeyOf(await secret()),
  };
}

/** Secrets of the logins that the service's functions use, by the role that each is a member of. */
export function ledgerLoginSecretArns(): Readonly<Record<LedgerRole, string>> {
  const secrets = readEnvironment(
    z.object({
      LEDGER_READER_SECRET_ARN: text,
      LEDGER_WRITER_SECRET_ARN: text,
      LEDGER_RECOVERY_SECRET_ARN: text,
      LEDGER_MAINTENANCE_SECRET_ARN: text,
    }),
    process.env,
  );
  return {
    reader: secrets.LEDGER_READER_SECRET_ARN,
    writer: secrets.LEDGER_WRITER_SECRET_ARN,
    recovery: secrets.LEDGER_RECOVERY_SECRET_ARN,
    maintenance: secrets.LEDGER_MAINTENANCE_SECRET_ARN,
  };
}

/** Pause between two passes of a function that loops for its minute, in milliseconds. */
export function passIntervalMs(): number {
  const { PASS_INTERVAL_MS } = readEnvironment(
    z.object({ PASS_INTERVAL_MS: z.coerce.number().int().min(1) }),
    process.env,
  );
  return PASS_INTERVAL_MS;
}

/** How far the replicas of the ledger have come. */
export function wireReplicaMarks(): ReplicaMarks {
  const { REGION_STATE_TABLE } = readEnvironment(z.object({ REGION_STATE_TABLE: text }), process.env);
  return new ReplicaMarks({ table: REGION_STATE_TABLE, client: documentClient() });
}

/** The other region. */
export function peerRegion(): string {
  return readEnvironment(z.object({ PEER_REGION: text }), process.env).PEER_REGION;
}

/** The region that this function runs in. */
export function ownRegion(): string {
  return readEnvironment(z.object({ AWS_REGION: text }), process.env).AWS_REGION;
}
