import { FaultError } from '@redoubt/lambda-kit';
import {
  ArchiveLag,
  type PinAnswer as Pin,
  PinAnswer,
  type PinnedObject,
  RecordedCommand,
  WrittenAnswer,
  WrittenObject,
} from '../archiving/archive-answers.ts';
import type { Authority } from './authority.ts';
import type { Statements } from './statements.ts';

/** Commands of one answer: with up to 16 KB each, far below the Data API's 1 MiB. */
const commandsOfPage = 40;

/** The ledger's record of its archive. Each call is one statement and one transaction. */
export class ArchivedLedger {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Fixes which commands the next object holds: the same ones until it is written. */
  async pin({ epoch, originRegion }: Authority, commandsMax: number): Promise<Exclude<Pin, { epoch: number }>> {
    const [answer] = await this.#run(
      'select pay.pin_archive_object(cast(:epoch as bigint), :originRegion, cast(:commandsMax as int))',
      { epoch, originRegion, commandsMax },
    );
    return accepted(PinAnswer.parse(answer), epoch);
  }

  /** Results of an object's commands, in its order. */
  async commandsOf({ ordinal }: Pick<PinnedObject, 'ordinal'>): Promise<readonly RecordedCommandOf[]> {
    const sql =
      'select command from pay.archived_commands(cast(:ordinal as bigint), cast(:after as int), cast(:batchMax as int)) as command';
    const commands: RecordedCommandOf[] = [];
    for (;;) {
      const rows = await this.#run(sql, { ordinal, after: commands.length, batchMax: commandsOfPage });
      commands.push(...rows.map((row) => RecordedCommand.parse(row)));
      if (rows.length < commandsOfPage) return commands;
    }
  }

  /** Remembers that an object is in the archive. */
  async written({ epoch, ordinal }: PinnedObject, hash: string): Promise<void> {
    const [answer] = await this.#run(
      'select pay.archive_object_written(cast(:epoch as bigint), cast(:ordinal as bigint), :hash)',
      { epoch, ordinal, hash },
    );
    accepted(WrittenAnswer.parse(answer), epoch);
  }

  /** A page of the objects of the last day, oldest first. */
  async objectsOfADay(afterOrdinal: number, batchMax: number): Promise<readonly WrittenObject[]> {
    const rows = await this.#run(
      'select object from pay.archive_objects_of_a_day(cast(:afterOrdinal as bigint), cast(:batchMax as int)) as object',
      { afterOrdinal, batchMax },
    );
    return rows.map((row) => WrittenObject.parse(row));
  }

  /** Age of the oldest command that is not in the archive, in milliseconds. */
  async lagMs(): Promise<number> {
    const [lag] = await this.#run('select pay.archive_lag()', {});
    return ArchiveLag.parse(lag).lagMs;
  }

  async #run(sql: string, parameters: Readonly<Record<string, string | number>>): Promise<readonly unknown[]> {
    const rows = await this.#statements.run(sql, parameters);
    return rows.map((row): unknown => JSON.parse(row ?? 'null'));
  }
}

type RecordedCommandOf = ReturnType<typeof RecordedCommand.parse>;

/** @throws FaultError `stale_epoch` or `epoch_not_open` */
function accepted<Answer extends { readonly outcome: string }>(
  answer: Answer,
  epoch: number,
): Exclude<Answer, { epoch: number }> {
  if (answer.outcome === 'stale_epoch' || answer.outcome === 'epoch_not_open') {
    throw new FaultError(answer.outcome, `the ledger does not take the archive of epoch ${epoch}`);
  }
  return answer as Exclude<Answer, { epoch: number }>;
}
