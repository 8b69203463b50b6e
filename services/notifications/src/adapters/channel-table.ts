import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { ChannelKind, EventPattern } from '@redoubt/contracts';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { ChannelPlace, ChannelStore } from '../channels/channel-store.ts';
import { type Channel, type ChannelPauseReason, channelPauseReasons } from '../domain/channel.ts';
import { channelKeys, endpointKeys } from './notifications-table.ts';

export const ChannelItem = z.object({
  endpointId: z.string(),
  merchantId: z.string(),
  kind: ChannelKind,
  address: z.string(),
  events: z.array(EventPattern).optional(),
  createdAt: z.string(),
  registeredEvents: z.array(EventPattern).optional(),
  confirmedAt: z.string().optional(),
  codeAskedAt: z.string().optional(),
  codeSends: z.number().optional(),
  codeHash: z.string().optional(),
  codeExpiresAt: z.string().optional(),
  codeTries: z.number().optional(),
  failingSince: z.string().optional(),
  paused: z.object({ at: z.string(), reason: z.enum(channelPauseReasons) }).optional(),
});

/** Reasons after which an address must be confirmed again. */
const takesConfirmation: readonly ChannelPauseReason[] = ['bounced', 'complained'];

type Update = Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName' | 'Key'>;

/** Channels in the strongly consistent endpoint table: every read sees every answered change, in either region. */
export class ChannelTable implements ChannelStore {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = table;
    this.#client = client;
  }

  async add(channel: Channel): Promise<{ readonly isNew: boolean; readonly stored: Channel } | 'deleted'> {
    if (await this.#isDeleted(channel)) return 'deleted';
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...channelKeys.of(channel), ...channel },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const isNew = await conditionHeld(this.#client.send(put), storeFault(this.#table, 'take a channel'));
    return { isNew, stored: isNew ? channel : ((await this.ofId(channel)) ?? channel) };
  }

  async all(merchantId: string): Promise<readonly Channel[]> {
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :merchant AND begins_with(sk, :channels)',
      ExpressionAttributeValues: { ':merchant': endpointKeys.partition(merchantId), ':channels': channelKeys.all },
      ConsistentRead: true,
    });
    // A merchant has ten, of less than a kilobyte each: one page.
    const { Items = [] } = await this.#client.send(query).catch(storeFault(this.#table, 'list channels'));
    return Items.map((item) => ChannelItem.parse(item));
  }

  async ofId(channel: ChannelPlace): Promise<Channel | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: channelKeys.of(channel), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read a channel'));
    return Item === undefined ? undefined : ChannelItem.parse(Item);
  }

  changeEvents(channel: ChannelPlace, events: Channel['events']): Promise<boolean> {
    return this.#update(channel, 'change a channel', {
      UpdateExpression: 'SET events = :events',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':events': events },
    });
  }

  pause(
    channel: ChannelPlace,
    { reason, now }: { readonly reason: ChannelPauseReason; readonly now: Date },
  ): Promise<boolean> {
    const takes = takesConfirmation.includes(reason);
    return this.#update(channel, 'pause a channel', {
      UpdateExpression: `SET paused = :paused${takes ? ' REMOVE confirmedAt' : ''}`,
      // A bounce counts also while the merchant has paused it.
      ConditionExpression: `attribute_exists(pk) AND ${takes ? '(attribute_not_exists(paused) OR attribute_exists(confirmedAt))' : 'attribute_not_exists(paused)'}`,
      ExpressionAttributeValues: { ':paused': { at: now.toISOString(), reason } },
    });
  }

  resume(channel: ChannelPlace): Promise<boolean> {
    return this.#update(channel, 'resume a channel', {
      // What it did before counts no longer.
      UpdateExpression: 'REMOVE paused, failingSince',
      ConditionExpression: 'attribute_exists(confirmedAt)',
    });
  }

  async remove(channel: ChannelPlace, now: Date): Promise<void> {
    const { merchantId, endpointId } = channel;
    const fault = storeFault(this.#table, 'delete a channel');
    // Without the address: it is personal.
    const Item = { ...endpointKeys.deleted(channel), merchantId, endpointId, deletedAt: now.toISOString() };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item })).catch(fault);
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: channelKeys.of(channel) })).catch(fault);
  }

  async markFailing(channel: ChannelPlace, now: Date): Promise<void> {
    await this.#update(channel, 'mark a channel as failing', {
      UpdateExpression: 'SET failingSince = :now',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(failingSince)',
      ExpressionAttributeValues: { ':now': now.toISOString() },
    });
  }

  async markWell(channel: ChannelPlace): Promise<void> {
    await this.#update(channel, 'mark a channel as well', {
      UpdateExpression: 'REMOVE failingSince',
      ConditionExpression: 'attribute_exists(failingSince)',
    });
  }

  async #isDeleted(channel: ChannelPlace): Promise<boolean> {
    const get = new GetCommand({ TableName: this.#table, Key: endpointKeys.deleted(channel), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read a channel'));
    return Item !== undefined;
  }

  #update(channel: ChannelPlace, what: string, update: Update): Promise<boolean> {
    const command = new UpdateCommand({ TableName: this.#table, Key: channelKeys.of(channel), ...update });
    return conditionHeld(this.#client.send(command), storeFault(this.#table, what));
  }
}
