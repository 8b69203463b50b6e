import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld, expiryOf, storeFault } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { Facts } from '../domain/facts.ts';
import type { DecisionEntry, DecisionStore } from '../record-decision.ts';
import { tableKeys } from './validation-table.ts';

/** Card schemes end the right to dispute a payment after 540 days at the latest. */
const keptMs = 540 * 24 * 3_600_000;

const DecisionItem = z.object({
  id: z.string(),
  merchantId: z.string(),
  fingerprint: z.string(),
  decidedAt: z.iso.datetime(),
  epoch: z.number().int(),
  region: z.string(),
  facts: Facts,
  decision: z.object({
    outcome: z.enum(['accept', 'review', 'reject']),
    reasons: z.array(
      z.object({
        code: z.enum([
          'currency_refused',
          'amount_over_limit',
          'blocklisted',
          'velocity_over_limit',
          'duplicate_submit',
          'facts_unknown',
        ]),
        rule: z.string(),
        severity: z.enum(['note', 'soft', 'hard']),
        pointer: z.string(),
        detail: z.string(),
      }),
    ),
    rulesetVersion: z.string(),
  }),
});

/** Decisions in the service's global table. */
export class DecisionTable implements DecisionStore {
  readonly #table: string;
  readonly #client: Pick<DynamoDBDocumentClient, 'send'>;

  constructor({ table, client }: { readonly table: string; readonly client: Pick<DynamoDBDocumentClient, 'send'> }) {
    this.#table = table;
    this.#client = client;
  }

  async add(entry: DecisionEntry): Promise<{ readonly isNew: boolean; readonly stored: DecisionEntry }> {
    const fault = storeFault(this.#table, 'store a decision');
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...tableKeys.decision(entry.id), ...entry, expiresAt: expiryOf(new Date(entry.decidedAt), keptMs) },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const isNew = await conditionHeld(this.#client.send(put), fault);
    const stored = isNew ? entry : await this.read(entry.id);
    return { isNew, stored: stored ?? fault(new Error(`${entry.id} was refused as known and then not found`)) };
  }

  async read(id: string): Promise<DecisionEntry | undefined> {
    const { Item } = await this.#client
      .send(new GetCommand({ TableName: this.#table, Key: tableKeys.decision(id), ConsistentRead: true }))
      .catch(storeFault(this.#table, 'read a decision'));
    return Item === undefined ? undefined : DecisionItem.parse(Item);
  }
}
