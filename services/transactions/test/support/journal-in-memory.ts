import { type Command, commandKey, fingerprintOf, type JournalRecord, journalSlotOf } from '@redoubt/contracts';

/** A journal as far as its readers see it: commands by the slot of their minute. */
export class JournalInMemory {
  readonly #records: JournalRecord[] = [];

  put(...commands: readonly Command[]): void {
    for (const command of commands) {
      this.#records.push({
        ...commandKey(command.commandId),
        command,
        fingerprint: fingerprintOf(command),
        slot: journalSlotOf(command),
        epoch: 1,
        region: 'us-east-1',
        response: { status: 202, body: '{}' },
      });
    }
  }

  async *commandsIn(slots: Iterable<string>): AsyncGenerator<JournalRecord> {
    for (const slot of slots) yield* this.#records.filter((record) => record.slot === slot);
  }
}
