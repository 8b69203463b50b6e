import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Session } from '../domain/session.ts';
import type { SessionStore } from '../session-store.ts';

const SessionItem = z.object({
  sessionId: z.string(),
  merchantId: z.string(),
  userId: z.string(),
  attributes: z.record(z.string(), z.string()),
  fingerprint: z.string(),
  homeRegion: z.string(),
  epoch: z.number().int(),
  version: z.number().int(),
  startedAt: z.string(),
  expiresAt: z.number().int(),
});

/**
 * Sessions in the platform's global table.
 *
 * Merchants give their payers ids of their own choosing: in the index by user a payer is `<merchant>/<user>`, so that nobody
 * finds another merchant's.
 */
export class SessionTable implements SessionStore {
  readonly #table: string;
  readonly #client: Pick<DynamoDBDocumentClient, 'send'>;

  constructor({ table, client }: { readonly table: string; readonly client: Pick<DynamoDBDocumentClient, 'send'> }) {
    this.#table = table;
    this.#client = client;
  }

  async add(session: Session): Promise<{ readonly isNew: boolean; readonly stored: Session }> {
    const isNew = await this.#put(session, { ConditionExpression: 'attribute_not_exists(sessionId)' });
    const stored = isNew ? session : await this.read(session.sessionId);
    if (stored !== undefined) return { isNew, stored };
    const gone = new Error(`${session.sessionId} was refused as known and then not found`);
    return storeFault(this.#table, 'keep a session')(gone);
  }

  async read(sessionId: string): Promise<Session | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: { sessionId }, ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read a session'));
    if (Item === undefined) return undefined;
    const session = SessionItem.parse(Item);
    return { ...session, userId: session.userId.slice(session.merchantId.length + 1) };
  }

  async replace(session: Session): Promise<'replaced' | 'stale'> {
    const isReplaced = await this.#put(session, {
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':before': session.version - 1 },
    });
    return isReplaced ? 'replaced' : 'stale';
  }

  #put(session: Session, condition: object): Promise<boolean> {
    const Item = { ...session, userId: `${session.merchantId}/${session.userId}` };
    const put = this.#client.send(new PutCommand({ TableName: this.#table, Item, ...condition }));
    return conditionHeld(put, storeFault(this.#table, 'keep a session'));
  }
}
