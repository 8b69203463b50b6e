import type { JournalRecord } from '@redoubt/contracts';
import type { JournalFinding, JournalReader } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';

/** Ids per statement: 40 bytes each, in both directions. */
const batchMax = 1_000;

export type Unreadable = Extract<JournalFinding, { readonly kind: 'unreadable' }>;

export interface MissingCommands {
  /** Commands that the ledger has never answered, oldest first. */
  readonly missing: readonly JournalRecord[];
  /** Those of them that this code can't read. */
  readonly unreadable: readonly Unreadable[];
}

/** Of journaled commands, those that the ledger lacks. */
export async function findMissing(
  commandIds: readonly string[],
  journal: Pick<JournalReader, 'commandsOf'>,
  ledger: Pick<Ledger, 'missingOf'>,
): Promise<MissingCommands> {
  const missingIds: string[] = [];
  for (let from = 0; from < commandIds.length; from += batchMax) {
    missingIds.push(...(await ledger.missingOf(commandIds.slice(from, from + batchMax))));
  }
  const findings = await journal.commandsOf(missingIds);
  return {
    missing: findings.flatMap((found) => (found.kind === 'record' ? found.record : [])).sort(byAcceptance),
    unreadable: findings.filter((found) => found.kind === 'unreadable'),
  };
}

function byAcceptance({ command: left }: JournalRecord, { command: right }: JournalRecord): number {
  const order = Date.parse(left.acceptedAt) - Date.parse(right.acceptedAt);
  return order === 0 ? left.commandId.localeCompare(right.commandId) : order;
}
