import { isDeepStrictEqual } from 'node:util';
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Session } from '../domain/session.ts';
import type { ExpiredSession, ExpiredSessionStore, SessionStore } from '../session-store.ts';

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

const ExpiredItem = SessionItem.pick({ sessionId: true, expiresAt: true });

/**
 * Sessions in the platform's strongly consistent table: a version is in a quorum of regions before it is answered, and of two
 * changes of one version one is made, in whichever regions they were sent.
 *
 * Merchants give their payers ids of their own choosing: in the index by user a payer is `<merchant>/<user>`, so that nobody
 * finds another merchant's.
 */
export class SessionTable implements SessionStore, ExpiredSessionStore {
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
    if (isReplaced) return 'replaced';
    // The SDK may have sent the change twice, when the first answer was lost.
    const stored = await this.read(session.sessionId);
    return isDeepStrictEqual(stored, session) ? 'replaced' : 'stale';
  }

  async expiredIn(
    segment: { readonly number: number; readonly of: number },
    { before, cursor }: { readonly before: Date; readonly cursor?: string | undefined },
  ): Promise<{ readonly expired: readonly ExpiredSession[]; readonly next?: string | undefined }> {
    const scan = new ScanCommand({
      TableName: this.#table,
      Segment: segment.number,
      TotalSegments: segment.of,
      FilterExpression: 'expiresAt < :before',
      ExpressionAttributeValues: { ':before': Math.floor(before.getTime() / 1000) },
      ProjectionExpression: 'sessionId, expiresAt',
      ...(cursor === undefined ? {} : { ExclusiveStartKey: { sessionId: cursor } }),
    });
    const { Items = [], LastEvaluatedKey } = await this.#client
      .send(scan)
      .catch(storeFault(this.#table, 'look for expired sessions'));
    return { expired: z.array(ExpiredItem).parse(Items), next: LastEvaluatedKey?.['sessionId'] };
  }

  delete({ sessionId, expiresAt }: ExpiredSession): Promise<boolean> {
    const remove = new DeleteCommand({
      TableName: this.#table,
      Key: { sessionId },
      ConditionExpression: 'expiresAt = :seen',
      ExpressionAttributeValues: { ':seen': expiresAt },
    });
    return conditionHeld(this.#client.send(remove), storeFault(this.#table, 'delete a session'));
  }

  #put(session: Session, condition: object): Promise<boolean> {
    // A map, not an object: the SDK takes an object with a member named `constructor` for something else.
    const attributes = new Map(Object.entries(session.attributes));
    const Item = { ...session, attributes, userId: `${session.merchantId}/${session.userId}` };
    const put = this.#client.send(new PutCommand({ TableName: this.#table, Item, ...condition }));
    return conditionHeld(put, storeFault(this.#table, 'keep a session'));
  }
}
