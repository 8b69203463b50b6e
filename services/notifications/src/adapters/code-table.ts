import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import type { ChannelPlace, CodeStore } from '../channels/channel-store.ts';
import { type Channel, codeSendsMax } from '../domain/channel.ts';
import { ChannelItem } from './channel-table.ts';
import { channelKeys } from './notifications-table.ts';

/** Codes as parts of their channels, and how many a merchant has sent today, in the strongly consistent endpoint table. */
export class CodeTable implements CodeStore {
  readonly #table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor({ table, client }: { readonly table: string; readonly client: DynamoDBDocumentClient }) {
    this.#table = table;
    this.#client = client;
  }

  /** One item counts: another day takes the place of the one before, because the table forgets nothing by itself. */
  async countCode(
    merchantId: string,
    { day, codesMax }: { readonly day: string; readonly codesMax: number },
  ): Promise<boolean> {
    const fault = storeFault(this.#table, 'count a code');
    const Key = channelKeys.codes(merchantId);
    const names = { '#day': 'day', '#sent': 'sent' };
    const another = new UpdateCommand({
      TableName: this.#table,
      Key,
      UpdateExpression: 'SET #sent = #sent + :one',
      ConditionExpression: '#day = :day AND #sent < :max',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':day': day, ':one': 1, ':max': codesMax },
    });
    if (await conditionHeld(this.#client.send(another), fault)) return true;
    const first = new UpdateCommand({
      TableName: this.#table,
      Key,
      UpdateExpression: 'SET #day = :day, #sent = :one',
      ConditionExpression: 'attribute_not_exists(#day) OR #day < :day',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':day': day, ':one': 1 },
    });
    if (await conditionHeld(this.#client.send(first), fault)) return true;
    // Another request began the day in between.
    return conditionHeld(this.#client.send(another), fault);
  }

  askForCode(channel: ChannelPlace, now: Date): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: channelKeys.of(channel),
      UpdateExpression: 'SET codeAskedAt = :now REMOVE codeSends',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':now': now.toISOString() },
    });
    return conditionHeld(this.#client.send(update), storeFault(this.#table, 'ask for a code'));
  }

  keepCode(
    channel: Channel,
    { hash, expiresAt }: { readonly hash: string; readonly expiresAt: Date },
  ): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: channelKeys.of(channel),
      UpdateExpression:
        'SET codeHash = :hash, codeExpiresAt = :expiresAt, codeTries = :zero, codeSends = if_not_exists(codeSends, :zero) + :one',
      ConditionExpression: `codeAskedAt = :askedAt AND ${channel.codeSends === undefined ? 'attribute_not_exists(codeSends)' : 'codeSends = :sends AND codeSends < :max'}`,
      ExpressionAttributeValues: {
        ':hash': hash,
        ':expiresAt': expiresAt.toISOString(),
        ':zero': 0,
        ':one': 1,
        ':askedAt': channel.codeAskedAt ?? '',
        ...(channel.codeSends === undefined ? {} : { ':sends': channel.codeSends, ':max': codeSendsMax }),
      },
    });
    return conditionHeld(this.#client.send(update), storeFault(this.#table, 'keep a code'));
  }

  async markCodeSent(channel: Channel): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: channelKeys.of(channel),
      UpdateExpression: 'REMOVE codeAskedAt, codeSends',
      // Another one may have been asked for meanwhile.
      ConditionExpression: 'codeAskedAt = :askedAt',
      ExpressionAttributeValues: { ':askedAt': channel.codeAskedAt ?? '' },
    });
    await conditionHeld(this.#client.send(update), storeFault(this.#table, 'mark a code as sent'));
  }

  async takeTry(
    channel: ChannelPlace,
    { now, triesMax }: { readonly now: Date; readonly triesMax: number },
  ): Promise<string | undefined> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: channelKeys.of(channel),
      UpdateExpression: 'SET codeTries = codeTries + :one',
      ConditionExpression: 'attribute_exists(codeHash) AND codeTries < :max AND codeExpiresAt > :now',
      ExpressionAttributeValues: { ':one': 1, ':max': triesMax, ':now': now.toISOString() },
      ReturnValues: 'ALL_NEW',
    });
    const fault = storeFault(this.#table, 'count a try of a code');
    const updated = await this.#client
      .send(update)
      .catch((cause: unknown) => (cause instanceof ConditionalCheckFailedException ? undefined : fault(cause)));
    return updated === undefined ? undefined : ChannelItem.parse(updated.Attributes).codeHash;
  }

  confirm(channel: ChannelPlace, { hash, now }: { readonly hash: string; readonly now: Date }): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: channelKeys.of(channel),
      UpdateExpression:
        'SET confirmedAt = :now REMOVE codeHash, codeExpiresAt, codeTries, codeAskedAt, codeSends, paused, failingSince',
      ConditionExpression: 'codeHash = :hash',
      ExpressionAttributeValues: { ':now': now.toISOString(), ':hash': hash },
    });
    return conditionHeld(this.#client.send(update), storeFault(this.#table, 'confirm a channel'));
  }
}
