import { BatchGetCommand, type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { commandKey, ForgottenCommand, JournalRecord, journalShardCount } from '@redoubt/contracts';
import type { z } from 'zod';
import { type Clock, processClock } from '../clock.ts';
import { inParallel } from '../in-parallel.ts';
import { documentClient } from '../tables/document-client.ts';
import { journalFault } from './journal-fault.ts';

/** BatchGetItem takes up to 100 keys. */
const batchGetMax = 100;

/** Batches read at once: more waits for the table anyway. */
const batchesParallelMax = 8;

/** Tries of a batch; DynamoDB leaves keys out of an answer when it is throttled. */
const attemptsMax = 8;

/** Pause before the second try, in milliseconds; doubles with each. */
const backoffMs = 25;

/** A record without its answer, which is long, and which nobody who reads minutes gives. */
const JournaledCommand = JournalRecord.omit({ response: true });
export type JournaledCommand = z.infer<typeof JournaledCommand>;

/** All that is read of a record, or of what is left of a forgotten one: its answer is a quarter of it. */
const attributes = Object.keys({ ...ForgottenCommand.shape, ...JournaledCommand.shape });
const projection = {
  ProjectionExpression: attributes.map((_, at) => `#${at}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(attributes.map((name, at) => [`#${at}`, name])),
};

/** A command that a slot points to. */
export type JournalFinding =
  | { readonly kind: 'record'; readonly record: JournaledCommand }
  /** The item does not match the schema of this code: written by a newer version, or damaged. */
  | { readonly kind: 'unreadable'; readonly commandId: string; readonly reason: string };

export interface JournalReaderProps {
  readonly table: string;
  readonly client?: DynamoDBDocumentClient;
  readonly clock?: Pick<Clock, 'sleep'>;
}

/** Reads the journal by minutes, for recoveries and sweeps. Nothing that it returns may be answered with: see `Journal`. */
export class JournalReader {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;
  readonly #clock: Pick<Clock, 'sleep'>;

  constructor({ table, client, clock = processClock }: JournalReaderProps) {
    this.#table = table;
    this.#client = client ?? documentClient();
    this.#clock = clock;
  }

  /**
   * Ids of the commands that the slots point to, each once.
   *
   * @param sampleMax at most so many of each slot, whichever they are: ids are hashes
   * @throws FaultError `journal_unreachable`
   */
  async commandIdsIn(
    slots: readonly string[],
    { sampleMax }: { readonly sampleMax?: number } = {},
  ): Promise<readonly string[]> {
    const found = await inParallel(slots, journalShardCount, (slot) => this.#commandIdsOf(slot, sampleMax));
    return [...new Set(found.flat())];
  }

  /**
   * The commands of these ids, in no order. A command that is forgotten, or a pointer without one, which was never
   * acknowledged, gives nothing.
   *
   * @throws FaultError `journal_unreachable`
   */
  async commandsOf(commandIds: readonly string[]): Promise<readonly JournalFinding[]> {
    const batches: (readonly string[])[] = [];
    for (let at = 0; at < commandIds.length; at += batchGetMax) batches.push(commandIds.slice(at, at + batchGetMax));
    const found = await inParallel(batches, batchesParallelMax, (batch) => this.#readBatch(batch));
    return found.flat().flatMap((item) => findingOf(item) ?? []);
  }

  async #commandIdsOf(slot: string, sampleMax?: number): Promise<readonly string[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :slot',
        ExpressionAttributeValues: { ':slot': slot },
        ConsistentRead: true,
        ProjectionExpression: 'sk',
        ...(sampleMax === undefined ? {} : { Limit: sampleMax }),
      },
    );
    const commandIds: string[] = [];
    try {
      for await (const { Items = [] } of pages) {
        commandIds.push(...Items.map((item) => String(item['sk'])));
        if (sampleMax !== undefined && commandIds.length >= sampleMax) break;
      }
    } catch (cause) {
      journalFault(this.#table, 'read a slot')(cause);
    }
    return commandIds;
  }

  async #readBatch(commandIds: readonly string[]): Promise<readonly Item[]> {
    const items: Item[] = [];
    let keys: Record<string, unknown>[] = commandIds.map(commandKey);
    for (let attempt = 1; ; attempt++) {
      const get = new BatchGetCommand({
        RequestItems: { [this.#table]: { Keys: keys, ConsistentRead: true, ...projection } },
      });
      const { Responses, UnprocessedKeys } = await this.#client
        .send(get)
        .catch(journalFault(this.#table, 'read commands'));
      items.push(...(Responses?.[this.#table] ?? []));
      keys = UnprocessedKeys?.[this.#table]?.Keys ?? [];
      if (keys.length === 0) return items;
      if (attempt === attemptsMax)
        journalFault(this.#table, `return ${keys.length} commands in ${attemptsMax} tries`)();
      await this.#clock.sleep(backoffMs * 2 ** (attempt - 1));
    }
  }
}

type Item = Readonly<Record<string, unknown>>;

function findingOf(item: Item): JournalFinding | undefined {
  // Looked at before it is parsed: to find that a record is none costs as much as to parse it.
  if ('forgottenAt' in item && ForgottenCommand.safeParse(item).success) return undefined;
  const { success, data, error } = JournaledCommand.safeParse(item);
  if (success) return { kind: 'record', record: data };
  const commandId = String(item['pk']).replace(/^command#/, '');
  const places = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { kind: 'unreadable', commandId, reason: places.join('; ').slice(0, 500) };
}
