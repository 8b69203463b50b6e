import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { commandKey, type ForgottenCommand, journalShardCount } from '@redoubt/contracts';
import { inParallel } from '../in-parallel.ts';
import { documentClient } from '../tables/document-client.ts';
import { journalFault } from './journal-fault.ts';
import type { JournalProps } from './journal-props.ts';
import { type JournaledCommand, JournalReader } from './journal-reader.ts';

/** Items of one slot that are forgotten at a time, beside those of the minute's other slots. */
const parallelMax = 4;

/** Removes old commands from the journal. */
export class JournalForgetter {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;
  readonly #reader: JournalReader;

  constructor({ table, client = documentClient() }: JournalProps) {
    this.#table = table;
    this.#client = client;
    this.#reader = new JournalReader({ table, client });
  }

  /**
   * Forgets the commands accepted before a time that the slots point to, and the pointers. Returns their number.
   *
   * Of a payment the key stays, spent. A change goes altogether: the ledger knows which command did what, and a refused one
   * may be tried anew. An unreadable command stays. Pointers go last: an interrupted call is simply repeated.
   *
   * @throws FaultError `journal_unreachable`
   */
  async forget(
    slots: readonly string[],
    { before, now }: { readonly before: Date; readonly now: Date },
  ): Promise<number> {
    const counts = await inParallel(slots, journalShardCount, (slot) => this.#forgetSlot(slot, { before, now }));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #forgetSlot(slot: string, { before, now }: { readonly before: Date; readonly now: Date }): Promise<number> {
    const commandIds = await this.#reader.commandIdsIn([slot]);
    const findings = await this.#reader.commandsOf(commandIds);
    // A try that left its pointer only may have been repeated later.
    const old = findings.filter(
      (finding) => finding.kind === 'record' && Date.parse(finding.record.command.acceptedAt) < before.getTime(),
    );
    await inParallel(old, parallelMax, async (finding) => {
      if (finding.kind === 'record') await this.#forgetCommand(finding.record, now);
    });
    const unreadable = new Set(findings.map((finding) => (finding.kind === 'unreadable' ? finding.commandId : '')));
    const done = commandIds.filter((commandId) => !unreadable.has(commandId));
    await inParallel(done, parallelMax, (sk) => this.#delete({ pk: slot, sk }));
    return old.length;
  }

  async #forgetCommand({ command, fingerprint }: JournaledCommand, now: Date): Promise<void> {
    const key = commandKey(command.commandId);
    if (command.type !== 'CreatePayment') return this.#delete(key);
    const left: ForgottenCommand = { ...key, fingerprint, forgottenAt: now.toISOString() };
    const put = new PutCommand({ TableName: this.#table, Item: left });
    await this.#client.send(put).catch(journalFault(this.#table, 'forget a command'));
  }

  async #delete(Key: { readonly pk: string; readonly sk: string }): Promise<void> {
    const remove = new DeleteCommand({ TableName: this.#table, Key });
    await this.#client.send(remove).catch(journalFault(this.#table, 'forget an item'));
  }
}
