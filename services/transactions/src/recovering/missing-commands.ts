import type { JournalRecord } from '@redoubt/contracts';
import type { Journal } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';

/** Ids asked for in one statement: 40 bytes each, in both directions. */
const batchMax = 1_000;

export interface MissingCommands {
  /** Every command that the slots hold, each once. */
  readonly examined: readonly JournalRecord[];
  /** Those that the ledger has never applied, oldest first. */
  readonly missing: readonly JournalRecord[];
}

/** Compares journal slots with the ledger. */
export async function findMissing(
  slots: readonly string[],
  journal: Pick<Journal, 'commandsIn'>,
  ledger: Pick<Ledger, 'missingOf'>,
): Promise<MissingCommands> {
  const missing: JournalRecord[] = [];
  const examined = new Map<string, JournalRecord>();
  let batch = new Map<string, JournalRecord>();
  async function ask(): Promise<void> {
    const ids = await ledger.missingOf([...batch.keys()]);
    missing.push(...ids.map((id) => batch.get(id)).filter((record) => record !== undefined));
    batch = new Map();
  }
  for await (const record of journal.commandsIn(slots)) {
    const { commandId } = record.command;
    if (examined.has(commandId)) continue;
    examined.set(commandId, record);
    batch.set(commandId, record);
    if (batch.size === batchMax) await ask();
  }
  if (batch.size > 0) await ask();
  return { examined: [...examined.values()], missing: missing.sort(byAcceptance) };
}

function byAcceptance({ command: left }: JournalRecord, { command: right }: JournalRecord): number {
  const order = Date.parse(left.acceptedAt) - Date.parse(right.acceptedAt);
  return order === 0 ? left.commandId.localeCompare(right.commandId) : order;
}
