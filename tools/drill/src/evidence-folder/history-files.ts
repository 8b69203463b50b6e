import type { LedgerView } from '../evidence/evidence.ts';
import type { Report } from '../report/report.ts';
import { type FileName, fileNames } from './file-names.ts';
import type { Histories } from './histories.ts';

/** Texts of the raw histories, by file; the witness's book is not among them, since it is written as the drill goes on. */
export function historyFiles(histories: Histories, report: Report): ReadonlyMap<FileName, string> {
  const { evidence, events, archive, failovers, timeline } = histories;
  return new Map<FileName, string>([
    [fileNames.ledger, lines(ledgerRows(evidence.ledger))],
    [fileNames.leftBehind, lines(evidence.oldOperations)],
    [fileNames.archive, archive.text],
    [fileNames.events, lines(events)],
    [fileNames.failovers, lines(failovers)],
    [fileNames.timeline, lines(timeline)],
    [fileNames.observed, `${JSON.stringify(observed(histories, report), undefined, 2)}\n`],
  ]);
}

function ledgerRows({ payments, transfers, operations, balances, drift, watermark }: LedgerView): readonly object[] {
  return [
    ...payments.map((row) => ({ table: 'payments', ...row })),
    ...operations.map((row) => ({ table: 'operations', ...row })),
    ...transfers.map((row) => ({ table: 'transfers', ...row })),
    ...balances.map((row) => ({ table: 'balances', ...row })),
    ...drift.map((text) => ({ table: 'drift', text })),
    { table: 'watermarks', ...watermark },
  ];
}

/** All else that was seen, in one document: what the drill did, and what it read at the end. */
function observed({ book, evidence, archive, loaded, stageBudgets }: Histories, report: Report): object {
  const { endpoints, oldEpoch, zombieWrites, rebuild, foundSessions, conduct, watermarkDueMs } = evidence;
  const { cardScan, waitingAtLoss } = evidence;
  const { scenario, seed, startedAt, objectives, faults, planted } = report;
  return {
    drill: { scenario, seed, startedAt, objectives, faults, planted },
    bookEntries: book.length,
    ...{ loaded, stageBudgets },
    archive: { head: archive.head ?? null, olderObjects: archive.olderObjects },
    // Endpoints that were there before the load have no time: JSON knows no infinity.
    endpoints: endpoints.map((it) => ({ ...it, registeredAtMs: Math.max(it.registeredAtMs, 0) })),
    ...{ oldEpoch, zombieWrites, rebuild, foundSessions, conduct, watermarkDueMs, cardScan, waitingAtLoss },
  };
}

function lines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
