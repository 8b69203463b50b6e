import { setTimeout } from 'node:timers/promises';
import { documentClient, EventPublisher, Journal, readEnvironment } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { ArchiveBucket } from './archive-bucket.ts';
import { DataApi } from './data-api.ts';
import { Ledger } from './ledger.ts';
import { ReadModel } from './read-model.ts';

const LedgerEnvironment = z.object({
  LEDGER_CLUSTER_ARN: z.string().min(1),
  LEDGER_SECRET_ARN: z.string().min(1),
  LEDGER_DATABASE: z.string().min(1),
});

/** The real clock, for use cases that wait. */
export const processClock = { nowMs: () => Date.now(), pause: (ms: number) => setTimeout(ms) } as const;

/** Statements to this region's ledger cluster. */
export function dataApiOfEnvironment(options: { readonly statementMsMax?: number } = {}): DataApi {
  const { LEDGER_CLUSTER_ARN, LEDGER_SECRET_ARN, LEDGER_DATABASE } = readEnvironment(LedgerEnvironment, process.env);
  return new DataApi({
    clusterArn: LEDGER_CLUSTER_ARN,
    secretArn: LEDGER_SECRET_ARN,
    database: LEDGER_DATABASE,
    ...options,
  });
}

/** This region's ledger. */
export function ledgerOfEnvironment(options: { readonly statementMsMax?: number } = {}): Ledger {
  return new Ledger(dataApiOfEnvironment(options));
}

/** This region's bus. */
export function publisherOfEnvironment(): EventPublisher {
  const { EVENT_BUS_NAME } = readEnvironment(z.object({ EVENT_BUS_NAME: z.string().min(1) }), process.env);
  return new EventPublisher({ busName: EVENT_BUS_NAME });
}

export function journalOfEnvironment(): Journal {
  const { JOURNAL_TABLE } = readEnvironment(z.object({ JOURNAL_TABLE: z.string().min(1) }), process.env);
  return new Journal({ table: JOURNAL_TABLE });
}

/** This region's archive. */
export function archiveOfEnvironment(): ArchiveBucket {
  const { ARCHIVE_BUCKET } = readEnvironment(z.object({ ARCHIVE_BUCKET: z.string().min(1) }), process.env);
  return new ArchiveBucket({ name: ARCHIVE_BUCKET });
}

/** This region's copy of the read model. */
export function readModelOfEnvironment(): ReadModel {
  const { TRANSACTIONS_TABLE } = readEnvironment(z.object({ TRANSACTIONS_TABLE: z.string().min(1) }), process.env);
  return new ReadModel({ table: TRANSACTIONS_TABLE, client: documentClient() });
}

/** The region this function runs in. */
export function regionOfEnvironment(): string {
  return readEnvironment(z.object({ AWS_REGION: z.string().min(1) }), process.env).AWS_REGION;
}
