import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { ExportedList, ExportFormat, ExportId, MerchantId } from '@redoubt/contracts';
import { conditionHeld, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { ExportJob } from '../../exporting/export-job.ts';
import type { ExportStore } from '../../exporting/export-store.ts';

/** Finds exports by when they are due, over all merchants. */
export const dueIndex = { name: 'due', partitionKey: 'work', sortKey: 'dueAt' } as const;

const work = 'exports';

const asked = {
  exportId: ExportId,
  merchantId: MerchantId,
  what: ExportedList,
  currency: z.string().optional(),
  from: z.string(),
  until: z.string(),
  format: ExportFormat,
  createdAt: z.string(),
  dueAt: z.string(),
};

const ExportItem = z.discriminatedUnion('status', [
  z.object({
    ...asked,
    status: z.literal('pending'),
    pendingSince: z.string(),
    failures: z.number(),
    progress: z
      .object({
        epoch: z.number(),
        uploadId: z.string().optional(),
        parts: z.array(z.object({ etag: z.string(), checksum: z.string() })),
        place: z.string(),
        rows: z.number(),
        bytes: z.number(),
      })
      .optional(),
  }),
  z.object({ ...asked, status: z.literal('ready'), epoch: z.number(), rows: z.number(), bytes: z.number() }),
  z.object({ ...asked, status: z.literal('failed'), reason: z.enum(['export_too_large', 'export_not_written']) }),
]);

/** Exports in the strongly consistent exports table: what was answered is in either region, and nothing expires by itself. */
export class ExportTable implements ExportStore {
  readonly #table: string;
  readonly #client: Pick<DynamoDBDocumentClient, 'send'>;

  constructor({ table, client }: { readonly table: string; readonly client: Pick<DynamoDBDocumentClient, 'send'> }) {
    this.#table = table;
    this.#client = client;
  }

  async add(job: ExportJob): Promise<{ readonly isNew: boolean; readonly stored: ExportJob }> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: itemOf(job),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const isNew = await conditionHeld(this.#client.send(put), storeFault(this.#table, 'take an export'));
    return { isNew, stored: isNew ? job : ((await this.ofId(job)) ?? job) };
  }

  async ofId(job: Pick<ExportJob, 'merchantId' | 'exportId'>): Promise<ExportJob | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(job), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch(storeFault(this.#table, 'read an export'));
    return Item === undefined ? undefined : ExportItem.parse(Item);
  }

  async underWay(merchantId: string): Promise<number> {
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :merchant',
      FilterExpression: '#status = :pending',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':merchant': partitionOf(merchantId), ':pending': 'pending' },
      ConsistentRead: true,
    });
    // One page, 1 MiB, holds all that a merchant orders in a week but for thousands.
    const { Items = [] } = await this.#client.send(query).catch(storeFault(this.#table, 'count exports'));
    return Items.length;
  }

  async due(now: Date, batchMax: number): Promise<readonly ExportJob[]> {
    const query = new QueryCommand({
      TableName: this.#table,
      IndexName: dueIndex.name,
      KeyConditionExpression: '#work = :work AND #due <= :now',
      ExpressionAttributeNames: { '#work': dueIndex.partitionKey, '#due': dueIndex.sortKey },
      ExpressionAttributeValues: { ':work': work, ':now': now.toISOString() },
      Limit: batchMax,
    });
    const { Items = [] } = await this.#client.send(query).catch(storeFault(this.#table, 'find due exports'));
    return Items.map((item) => ExportItem.parse(item));
  }

  async replace(known: ExportJob, job: ExportJob): Promise<boolean> {
    const put = new PutCommand({ TableName: this.#table, Item: itemOf(job), ...unmoved(known) });
    return conditionHeld(this.#client.send(put), storeFault(this.#table, 'change an export'));
  }

  async remove(known: ExportJob): Promise<boolean> {
    const remove = new DeleteCommand({ TableName: this.#table, Key: keyOf(known), ...unmoved(known) });
    return conditionHeld(this.#client.send(remove), storeFault(this.#table, 'remove an export'));
  }
}

/** Whoever takes an export moves the time at which it is due. */
function unmoved({ dueAt, status }: ExportJob) {
  return {
    ConditionExpression: '#due = :due AND #status = :status',
    ExpressionAttributeNames: { '#due': dueIndex.sortKey, '#status': 'status' },
    ExpressionAttributeValues: { ':due': dueAt, ':status': status },
  };
}

function itemOf(job: ExportJob): Record<string, unknown> {
  return { ...keyOf(job), [dueIndex.partitionKey]: work, ...job };
}

function keyOf({ merchantId, exportId }: Pick<ExportJob, 'merchantId' | 'exportId'>): { pk: string; sk: string } {
  return { pk: partitionOf(merchantId), sk: exportId };
}

function partitionOf(merchantId: string): string {
  return `merchant#${merchantId}`;
}
