import {
  type ChangeCommand,
  type ChangeOutcome,
  type Command,
  commandKey,
  fingerprintOf,
  JournalRecord,
  journalSlotOf,
} from '@redoubt/contracts';
import { FaultError, type JournalEntry, type JournalPut } from '@redoubt/lambda-kit';

/** A journal as its users see it: one record per command, and commands by the slots of their minutes. */
export class JournalInMemory {
  readonly #slots: { readonly slot: string; readonly commandId: string }[] = [];
  readonly records = new Map<string, JournalRecord>();
  /** While it is true, no answer comes and nothing is recorded. */
  isUnreachable = false;

  async read(commandId: string): Promise<JournalRecord | undefined> {
    this.#reach();
    return this.records.get(commandId);
  }

  async put(entry: JournalEntry): Promise<JournalPut> {
    this.#reach();
    const { commandId } = entry.command;
    const slot = journalSlotOf(entry.command);
    this.#slots.push({ slot, commandId });
    const known = this.records.get(commandId);
    if (known !== undefined) {
      return known.fingerprint === entry.fingerprint ? { kind: 'replayed', record: known } : { kind: 'reused' };
    }
    this.records.set(commandId, JournalRecord.parse({ ...commandKey(commandId), slot, ...entry }));
    return { kind: 'recorded' };
  }

  /** Accepted payments, as validation journals them. */
  accept(...commands: readonly Command[]): void {
    for (const command of commands) this.#add(command, fingerprintOf(command));
  }

  /** A change that was answered. */
  answer(command: ChangeCommand, outcome: ChangeOutcome): void {
    this.#add(command, command.fingerprint, outcome);
  }

  async *commandsIn(slots: Iterable<string>): AsyncGenerator<JournalRecord> {
    for (const slot of slots) {
      for (const pointer of this.#slots.filter((known) => known.slot === slot)) {
        const record = this.records.get(pointer.commandId);
        if (record !== undefined) yield record;
      }
    }
  }

  #add(command: Command, fingerprint: string, outcome?: ChangeOutcome): void {
    const slot = journalSlotOf(command);
    this.#slots.push({ slot, commandId: command.commandId });
    const response = { status: 202, body: '{}' };
    const placed = { ...commandKey(command.commandId), slot, epoch: 1, region: 'us-east-1' };
    this.records.set(command.commandId, {
      ...placed,
      command,
      fingerprint,
      response,
      ...(outcome === undefined ? {} : { outcome }),
    });
  }

  #reach(): void {
    if (this.isUnreachable) throw new FaultError('journal_unreachable', 'said by the test');
  }
}
