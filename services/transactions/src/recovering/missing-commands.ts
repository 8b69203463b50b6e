import type { JournalRecord } from '@redoubt/contracts';
import type { JournalFinding, JournalReader } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { RecordedLedger } from '../adapters/recorded-ledger.ts';

/** Ids per statement: 40 bytes each, in both directions. */
const batchMax = 1_000;

export type Unreadable = Extract<JournalFinding, { readonly kind: 'unreadable' }>;

export interface MissingCommands {
  /** Commands that the ledger has never answered and that are not set aside, oldest first. */
  readonly missing: readonly JournalRecord[];
  /** Those of them that this code can't read. */
  readonly unreadable: readonly Unreadable[];
}

const CommandId = z.uuid();

/** Of journaled commands, those that the ledger lacks. */
export async function findMissing(
  commandIds: readonly string[],
  journal: Pick<JournalReader, 'commandsOf'>,
  ledger: Pick<RecordedLedger, 'missingOf'>,
): Promise<MissingCommands> {
  const { ours = [], strange = [] } = Object.groupBy(commandIds, (id) =>
    CommandId.safeParse(id).success ? 'ours' : 'strange',
  );
  // The ledger knows no such id; the record says what it is, if there is one.
  const missingIds: string[] = [...strange];
  for (let from = 0; from < ours.length; from += batchMax) {
    missingIds.push(...(await ledger.missingOf(ours.slice(from, from + batchMax))));
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
