import { inParallel, type JournaledCommand, type JournalFinding, type JournalReader } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { RecordedLedger } from '../adapters/recorded-ledger.ts';

/** Ids per statement: 40 bytes each, in both directions. */
const batchMax = 1_000;

/** Batches at a time: the ledger is asked about one while the journal gives the commands of another. */
const parallelMax = 2;

export type Unreadable = Extract<JournalFinding, { readonly kind: 'unreadable' }>;

export interface MissingCommands {
  /** Commands that the ledger has never answered and that are not set aside, oldest first. */
  readonly missing: readonly JournaledCommand[];
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
  const batches = Array.from({ length: Math.ceil(ours.length / batchMax) }, (_, at) =>
    ours.slice(at * batchMax, (at + 1) * batchMax),
  );
  const found = await inParallel(batches, parallelMax, async (batch) =>
    journal.commandsOf(await ledger.missingOf(batch)),
  );
  // The ledger knows no such id; the record says what it is, if there is one.
  const findings = [...found.flat(), ...(await journal.commandsOf(strange))];
  return {
    missing: byAcceptance(findings.flatMap((found) => (found.kind === 'record' ? found.record : []))),
    unreadable: findings.filter((found) => found.kind === 'unreadable'),
  };
}

function byAcceptance(records: readonly JournaledCommand[]): readonly JournaledCommand[] {
  // Each time is parsed once, and not for every comparison.
  const dated = records.map((record) => ({ record, acceptedMs: Date.parse(record.command.acceptedAt) }));
  dated.sort((left, right) => left.acceptedMs - right.acceptedMs || compare(left.record, right.record));
  return dated.map(({ record }) => record);
}

function compare({ command: left }: JournaledCommand, { command: right }: JournaledCommand): number {
  return left.commandId < right.commandId ? -1 : 1;
}
