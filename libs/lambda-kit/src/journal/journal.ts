import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  type Command,
  commandKey,
  ForgottenCommand,
  JournalRecord,
  journalSchema,
  journalSlotOf,
} from '@redoubt/contracts';
import { z } from 'zod';
import { conditionHeld } from '../tables/conditional-write.ts';
import { documentClient } from '../tables/document-client.ts';
import { journalFault } from './journal-fault.ts';
import { JournalMetaItem } from './journal-meta-item.ts';
import type { JournalProps } from './journal-props.ts';

const JournalItem = z.union([ForgottenCommand, JournalRecord]);
type JournalItem = z.infer<typeof JournalItem>;

/** A record as its caller writes it; keys and slot follow from it. */
export type JournalEntry = Omit<JournalRecord, 'pk' | 'sk' | 'slot'>;

/** Result of a put. */
export type JournalPut =
  | { readonly kind: 'recorded' }
  /** The same request was recorded before, here or in the other region: repeat its answer. */
  | { readonly kind: 'replayed'; readonly record: JournalRecord }
  /** The key stands for another request, or for one whose answer is forgotten. */
  | { readonly kind: 'reused' };

export interface WritableJournalProps extends JournalProps {
  /**
   * Shape of the records that this code writes.
   *
   * @default journalSchema
   */
  readonly schema?: number;
}

/**
 * The strongly consistent table without which nothing is acknowledged.
 *
 * A command is two items: the record, and a pointer under its minute. Recoveries and sweeps find commands by their pointers
 * alone. So every method here that returns something to answer with has written a pointer first, under the minute of the
 * request that will be answered. There is no plain read.
 */
export class Journal {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;
  readonly #schema: number;
  #isSchemaKnown: boolean;

  constructor({ table, client = documentClient(), schema = journalSchema }: WritableJournalProps) {
    this.#table = table;
    this.#client = client;
    this.#schema = schema;
    // A journal that says nothing holds the first shape.
    this.#isSchemaKnown = schema === 1;
  }

  /**
   * Records a command, or finds that it is recorded. What it returns may be acknowledged; a throw may not.
   *
   * A repeat leaves a second pointer under the minute of the repeat: the minute of the first try may lie behind the ledger's
   * watermark, where no recovery looks any more.
   *
   * @throws FaultError `journal_unreachable` when it is unknown whether the command is recorded.
   */
  async put(entry: JournalEntry): Promise<JournalPut> {
    await this.#announceSchema();
    const { commandId } = entry.command;
    const record: JournalRecord = { ...commandKey(commandId), slot: journalSlotOf(entry.command), ...entry };
    // Settled, not raced: a write that is still under way when the function is frozen would end at any later time.
    const [command, pointer] = await Promise.allSettled([this.#putRecord(record), this.#point(entry.command)]);
    if (command.status === 'rejected') throw command.reason;
    if (pointer.status === 'rejected') throw pointer.reason;
    if (command.value) return { kind: 'recorded' };

    const existing = await this.#read(commandId);
    if (existing === undefined) return journalFault(this.#table, 'find a command that it refused as a repeat')();
    if (isForgotten(existing)) return { kind: 'reused' };
    return existing.fingerprint === entry.fingerprint ? { kind: 'replayed', record: existing } : { kind: 'reused' };
  }

  /**
   * The record of a repeated command, so that its answer may be given again; undefined when none is kept.
   *
   * The first try may have ended between its two writes, with the record in the quorum and the pointer not. The pointer is
   * written before the record is returned.
   *
   * @param repeat the command as it came now: its `acceptedAt` is the time of the repeat
   * @throws FaultError `journal_unreachable`: no answer may be given
   */
  async recall(repeat: Pick<Command, 'commandId' | 'acceptedAt'>): Promise<JournalRecord | undefined> {
    const item = await this.#read(repeat.commandId);
    if (item === undefined || isForgotten(item)) return undefined;
    await this.#point(repeat);
    return item;
  }

  /** The other region's code may be older: it must be able to know that it can't read what follows. */
  async #announceSchema(): Promise<void> {
    if (this.#isSchemaKnown) return;
    await new JournalMetaItem({ table: this.#table, client: this.#client }).raiseSchema(this.#schema);
    this.#isSchemaKnown = true;
  }

  /** @returns false when the command was recorded before */
  #putRecord(record: JournalRecord): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: record,
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return conditionHeld(this.#client.send(put), journalFault(this.#table, 'record a command'));
  }

  async #point(command: Pick<Command, 'commandId' | 'acceptedAt'>): Promise<void> {
    const Item = { pk: journalSlotOf(command), sk: command.commandId };
    const put = new PutCommand({ TableName: this.#table, Item });
    await this.#client.send(put).catch(journalFault(this.#table, 'point to a command'));
  }

  async #read(commandId: string): Promise<JournalItem | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: commandKey(commandId), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(journalFault(this.#table, 'read a command'));
    if (Item === undefined) return undefined;
    const parsed = JournalItem.safeParse(Item);
    // A newer version of the code wrote it, or it is damaged: another try may reach code that reads it.
    return parsed.success ? parsed.data : journalFault(this.#table, 'understand a command')(parsed.error);
  }
}

function isForgotten(item: JournalItem): item is ForgottenCommand {
  return 'forgottenAt' in item;
}
