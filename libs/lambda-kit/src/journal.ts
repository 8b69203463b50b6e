import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import { commandKey, JournalRecord, journalShardCount, journalSlotOf } from '@redoubt/contracts';
import { documentClient } from './document-client.ts';
import { FaultError } from './fault-error.ts';
import { inParallel } from './in-parallel.ts';

/** BatchGetItem takes up to 100 keys. */
const batchGetMax = 100;

/** Times that keys which DynamoDB left out of a batch are asked for again. */
const batchAttemptsMax = 5;

/** What a caller journals; keys and slot follow from it. */
export type JournalEntry = Omit<JournalRecord, 'pk' | 'sk' | 'slot'>;

/** What became of a command that was to be journaled. */
export type JournalPut =
  | { readonly kind: 'recorded' }
  /** The same request was recorded before, here or in the other region: repeat its answer. */
  | { readonly kind: 'replayed'; readonly record: JournalRecord }
  /** The key stands for another request. */
  | { readonly kind: 'reused' };

export interface JournalProps {
  readonly table: string;
  readonly client?: DynamoDBDocumentClient;
}

/** The strongly consistent table without which nothing is acknowledged. */
export class Journal {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: JournalProps) {
    this.#table = table;
    this.#client = client ?? documentClient();
  }

  /**
   * Records a command, or finds that it is recorded. What it returns may be acknowledged; a throw may not.
   *
   * Command and pointer are written at once and both must be in before this returns. A repeat leaves a second pointer
   * under the minute of the repeat, on purpose: the minute of the first try may lie behind the ledger's watermark, where
   * no recovery looks any more.
   *
   * @throws FaultError `journal_unreachable` when it is unknown whether the command is recorded.
   */
  async put(entry: JournalEntry): Promise<JournalPut> {
    const slot = journalSlotOf(entry.command);
    const record: JournalRecord = { ...commandKey(entry.command.commandId), slot, ...entry };
    // Settled, not raced: a write that is still under way when the function is frozen would end at any later time.
    const [command, pointer] = await Promise.allSettled([
      this.#putCommand(record),
      this.#client.send(new PutCommand({ TableName: this.#table, Item: { pk: slot, sk: entry.command.commandId } })),
    ]);
    const failed = [command, pointer].find((write) => write.status === 'rejected');
    if (failed !== undefined) throw this.#fault('a command could not be recorded', failed.reason);
    if (command.status === 'fulfilled' && command.value === 'recorded') return { kind: 'recorded' };

    const existing = await this.read(entry.command.commandId);
    if (existing === undefined) throw this.#fault('a command was refused as a repeat and then not found');
    return existing.fingerprint === entry.fingerprint ? { kind: 'replayed', record: existing } : { kind: 'reused' };
  }

  /**
   * The record of a command, read with strong consistency.
   *
   * @throws FaultError `journal_unreachable`
   */
  async read(commandId: string): Promise<JournalRecord | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: commandKey(commandId), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch((cause: unknown) => {
      throw this.#fault('a command could not be read', cause);
    });
    return Item === undefined ? undefined : JournalRecord.parse(Item);
  }

  /**
   * Every recorded command that the slots point to: a minute's shards at a time in the order given, within them in no
   * order.
   *
   * A command that was retried may come from several slots. A pointer without a command was never acknowledged and gives
   * nothing.
   *
   * @throws FaultError `journal_unreachable`
   */
  async *commandsIn(slots: readonly string[]): AsyncGenerator<JournalRecord> {
    for (let first = 0; first < slots.length; first += journalShardCount) {
      const shards = slots.slice(first, first + journalShardCount);
      const commandIds = (await inParallel(shards, journalShardCount, (slot) => this.#commandIdsIn(slot))).flat();
      for (let from = 0; from < commandIds.length; from += batchGetMax) {
        yield* await this.#readAll(commandIds.slice(from, from + batchGetMax));
      }
    }
  }

  async #putCommand(record: JournalRecord): Promise<'recorded' | 'known'> {
    try {
      await this.#client.send(
        new PutCommand({ TableName: this.#table, Item: record, ConditionExpression: 'attribute_not_exists(pk)' }),
      );
      return 'recorded';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'known';
      throw error;
    }
  }

  async #commandIdsIn(slot: string): Promise<readonly string[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :slot',
        ExpressionAttributeValues: { ':slot': slot },
        ConsistentRead: true,
      },
    );
    const commandIds: string[] = [];
    try {
      for await (const { Items } of pages) commandIds.push(...(Items ?? []).map((item) => String(item['sk'])));
    } catch (cause) {
      throw this.#fault('a slot could not be read', cause);
    }
    return commandIds;
  }

  async #readAll(commandIds: readonly string[]): Promise<readonly JournalRecord[]> {
    const records: JournalRecord[] = [];
    let keys: Record<string, unknown>[] = commandIds.map(commandKey);
    for (let attempt = 1; keys.length > 0; attempt++) {
      if (attempt > batchAttemptsMax) throw this.#fault(`${keys.length} commands were left out of every answer`);
      const get = new BatchGetCommand({ RequestItems: { [this.#table]: { Keys: keys, ConsistentRead: true } } });
      const { Responses, UnprocessedKeys } = await this.#client.send(get).catch((cause: unknown) => {
        throw this.#fault('commands could not be read', cause);
      });
      records.push(...(Responses?.[this.#table] ?? []).map((item) => JournalRecord.parse(item)));
      keys = UnprocessedKeys?.[this.#table]?.Keys ?? [];
    }
    return records;
  }

  #fault(message: string, cause?: unknown): FaultError {
    return new FaultError('journal_unreachable', `${message} in ${this.#table}`, { cause });
  }
}
