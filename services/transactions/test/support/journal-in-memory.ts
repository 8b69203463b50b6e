import {
  type ChangeCommand,
  type ChangeOutcome,
  type Command,
  commandKey,
  fingerprintOf,
  JournalRecord,
  journalSlotOf,
} from '@redoubt/contracts';
import { FaultError, type JournalEntry, type JournalFinding, type JournalPut } from '@redoubt/lambda-kit';

/** A journal as its users see it: one record per command, and commands by the slots of their minutes. */
export class JournalInMemory {
  readonly #slots: { readonly slot: string; readonly commandId: string }[] = [];
  readonly records = new Map<string, JournalRecord>();
  /** Records that this version of the code can't read, by command id, with the reason. */
  readonly unreadable = new Map<string, string>();
  /** While it is true, no answer comes and nothing is recorded. */
  isUnreachable = false;

  async recall(repeat: Pick<Command, 'commandId' | 'acceptedAt'>): Promise<JournalRecord | undefined> {
    this.#reach();
    const record = this.records.get(repeat.commandId);
    if (record !== undefined) this.#slots.push({ slot: journalSlotOf(repeat), commandId: repeat.commandId });
    return record;
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

  /** A change whose put ended between its two writes. */
  answerWithoutPointer(command: ChangeCommand, outcome: ChangeOutcome): void {
    this.answer(command, outcome);
    this.#slots.pop();
  }

  async commandIdsIn(slots: readonly string[]): Promise<readonly string[]> {
    this.#reach();
    const pointers = this.#slots.filter(({ slot }) => slots.includes(slot));
    return [...new Set(pointers.map(({ commandId }) => commandId))];
  }

  async commandsOf(commandIds: readonly string[]): Promise<readonly JournalFinding[]> {
    this.#reach();
    return commandIds.flatMap((commandId) => {
      const reason = this.unreadable.get(commandId);
      if (reason !== undefined) return { kind: 'unreadable', commandId, reason };
      const record = this.records.get(commandId);
      return record === undefined ? [] : { kind: 'record', record };
    });
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
