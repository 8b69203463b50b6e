import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import { commandKey, ForgottenCommand, JournalRecord, journalShardCount, journalSlotOf } from '@redoubt/contracts';
import { z } from 'zod';
import { FaultError } from './fault-error.ts';
import { inParallel } from './in-parallel.ts';
import { documentClient } from './tables/document-client.ts';

/** BatchGetItem takes up to 100 keys. */
const batchGetMax = 100;

/** Items of one slot that are forgotten at a time, beside those of the minute's other slots. */
const forgetParallelMax = 4;

/** Times that keys which DynamoDB left out of a batch are asked for again. */
const batchAttemptsMax = 5;

const JournalItem = z.union([ForgottenCommand, JournalRecord]);
type JournalItem = z.infer<typeof JournalItem>;

/** What a caller journals; keys and slot follow from it. */
export type JournalEntry = Omit<JournalRecord, 'pk' | 'sk' | 'slot'>;

/** What became of a command that was to be journaled. */
export type JournalPut =
  | { readonly kind: 'recorded' }
  /** The same request was recorded before, here or in the other region: repeat its answer. */
  | { readonly kind: 'replayed'; readonly record: JournalRecord }
  /** The key stands for another request, or for one whose answer is forgotten. */
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

    const existing = await this.#readItem(entry.command.commandId);
    if (existing === undefined) throw this.#fault('a command was refused as a repeat and then not found');
    if (isForgotten(existing)) return { kind: 'reused' };
    return existing.fingerprint === entry.fingerprint ? { kind: 'replayed', record: existing } : { kind: 'reused' };
  }

  /**
   * The record of a command, read with strong consistency; none once it is forgotten.
   *
   * @throws FaultError `journal_unreachable`
   */
  async read(commandId: string): Promise<JournalRecord | undefined> {
    const item = await this.#readItem(commandId);
    return item === undefined || isForgotten(item) ? undefined : item;
  }

  /**
   * Forgets what was accepted before a time of all that the slots point to, and the pointers; answers how many commands.
   *
   * Of a payment its key stays, spent. A change goes altogether: the ledger knows what was done by which command, and what
   * was refused may be asked for anew. Pointers go last: whoever is interrupted begins again.
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
    const commandIds = await this.#commandIdsIn(slot);
    let forgotten = 0;
    for (let from = 0; from < commandIds.length; from += batchGetMax) {
      const records = await this.#readAll(commandIds.slice(from, from + batchGetMax));
      // A try that left its pointer only may have been repeated later.
      const old = records.filter(({ command }) => Date.parse(command.acceptedAt) < before.getTime());
      await inParallel(old, forgetParallelMax, (record) => this.#forgetCommand(record, now));
      forgotten += old.length;
    }
    await inParallel(commandIds, forgetParallelMax, (sk) => this.#delete({ pk: slot, sk }));
    return forgotten;
  }

  async #forgetCommand({ command, fingerprint }: JournalRecord, now: Date): Promise<void> {
    const key = commandKey(command.commandId);
    const left: ForgottenCommand = { ...key, fingerprint, forgottenAt: now.toISOString() };
    if (command.type !== 'CreatePayment') return this.#delete(key);
    await this.#client.send(new PutCommand({ TableName: this.#table, Item: left })).catch((cause: unknown) => {
      throw this.#fault('a command could not be forgotten', cause);
    });
  }

  async #delete(Key: { readonly pk: string; readonly sk: string }): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key })).catch((cause: unknown) => {
      throw this.#fault('an item could not be forgotten', cause);
    });
  }

  async #readItem(commandId: string): Promise<JournalItem | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: commandKey(commandId), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch((cause: unknown) => {
      throw this.#fault('a command could not be read', cause);
    });
    return Item === undefined ? undefined : JournalItem.parse(Item);
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
      const items = (Responses?.[this.#table] ?? []).map((item) => JournalItem.parse(item));
      records.push(...items.filter((item): item is JournalRecord => !isForgotten(item)));
      keys = UnprocessedKeys?.[this.#table]?.Keys ?? [];
    }
    return records;
  }

  #fault(message: string, cause?: unknown): FaultError {
    return new FaultError('journal_unreachable', `${message} in ${this.#table}`, { cause });
  }
}

function isForgotten(item: JournalItem): item is ForgottenCommand {
  return 'forgottenAt' in item;
}
