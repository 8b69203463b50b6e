import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type CreatePayment, commandIdOf, journalSlotOf, paymentIdOf } from '@redoubt/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Journal, type JournalEntry } from '../../src/journal/journal.ts';
import { JournalForgetter } from '../../src/journal/journal-forgetter.ts';
import { JournalReader } from '../../src/journal/journal-reader.ts';

/*
 * Goal: nothing is acknowledged whose pointer is not in the quorum, on any path of the journal, whatever fails.
 *
 * Method: a quorum in memory whose writes land, are refused or land without an answer as a script says, and after a kill not
 * at all. A client sends one request again and again, as the routes do: ask for an earlier answer, else put. Whenever it gets
 * an answer, a pointer must be there: recoveries and sweeps find commands by pointers alone.
 */

/** Fate of one call: how many turns it takes, and what becomes of it. */
interface Fate {
  readonly turns: number;
  readonly effect: 'lands' | 'refused' | 'lands_unanswered';
}

/** A quorum whose calls end as scripted, and fail after the kill. */
class Quorum {
  readonly items = new Map<string, Record<string, unknown>>();
  #fates: Fate[];
  #turn = 0;
  #killedAt: number;

  constructor(fates: readonly Fate[], killedAt: number) {
    this.#fates = [...fates];
    this.#killedAt = killedAt;
  }

  /** From now on every call lands. */
  revive(): void {
    this.#killedAt = Number.POSITIVE_INFINITY;
    this.#fates = [];
  }

  get client(): DynamoDBDocumentClient {
    return { send: (command: unknown) => this.#send(command) } as unknown as DynamoDBDocumentClient;
  }

  async #send(command: unknown): Promise<unknown> {
    const { turns, effect } = this.#fates.shift() ?? { turns: 0, effect: 'lands' };
    for (let turn = 0; turn < turns; turn++) {
      await Promise.resolve();
      this.#turn += 1;
    }
    if (this.#turn >= this.#killedAt || effect === 'refused') throw new Error('no answer');
    const answer = this.#carryOut(command);
    if (effect === 'lands_unanswered') throw new Error('no answer');
    return answer;
  }

  #carryOut(command: unknown): unknown {
    if (command instanceof GetCommand) {
      const { pk, sk } = command.input.Key as { pk: string; sk: string };
      return { Item: this.items.get(`${pk} ${sk}`) };
    }
    if (!(command instanceof PutCommand)) throw new Error('the journal answers with puts and gets alone');
    const item = command.input.Item as { pk: string; sk: string };
    const key = `${item.pk} ${item.sk}`;
    if (command.input.ConditionExpression !== undefined && this.items.has(key)) {
      throw new ConditionalCheckFailedException({ message: 'exists', $metadata: {} });
    }
    this.items.set(key, item);
    return {};
  }
}

/** The same request, received so many minutes after the first time. */
function aTry(minute: number): JournalEntry {
  const commandId = commandIdOf({ merchantId: 'acme', route: 'POST /captures', idempotencyKey: 'key-1' });
  const command: CreatePayment = {
    type: 'CreatePayment',
    commandId,
    paymentId: paymentIdOf(commandId),
    merchantId: 'acme',
    amountMinor: '1050',
    currency: 'EUR',
    acceptedAt: new Date(Date.UTC(2030, 0, 31, 12, minute)).toISOString(),
    correlationId: 'journey',
  };
  const response = { status: 201, body: '{}' };
  return { command, fingerprint: 'f'.repeat(64), epoch: 1, region: 'us-east-1', response };
}

/** Sends a request as the routes do; whether it was answered. */
async function answered(journal: Journal, entry: JournalEntry): Promise<boolean> {
  try {
    if ((await journal.recall(entry.command)) !== undefined) return true;
    await journal.put(entry);
    return true;
  } catch {
    return false;
  }
}

const lands: Fate = { turns: 0, effect: 'lands' };
const refused: Fate = { turns: 0, effect: 'refused' };
const pointerOf = ({ command }: JournalEntry) => `${journalSlotOf(command)} ${command.commandId}`;

test('FO4: a retry after a put whose pointer was throttled is answered, and its pointer is in the quorum', async () => {
  const quorum = new Quorum([lands, lands, refused], Number.POSITIVE_INFINITY);
  const journal = new Journal({ table: 'journal', client: quorum.client });
  expect(await answered(journal, aTry(0))).toBe(false);
  expect([...quorum.items.keys()]).toEqual([`command#${aTry(0).command.commandId} command`]);
  expect(await answered(journal, aTry(5))).toBe(true);
  expect(quorum.items.has(pointerOf(aTry(5)))).toBe(true);
});

test('FO4: whatever fails, and whenever the region dies, an answered request has a pointer of its minute', async () => {
  const fate = fc.record({
    turns: fc.nat(7),
    effect: fc.constantFrom<Fate['effect']>('lands', 'lands', 'lands', 'refused', 'lands_unanswered'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 16 }), fc.nat(40), async (fates, killedAt) => {
      const quorum = new Quorum(fates, killedAt);
      const journal = new Journal({ table: 'journal', client: quorum.client });
      for (let minute = 0; minute < 4; minute++) {
        const isAnswered = await answered(journal, aTry(minute));
        if (isAnswered) expect(quorum.items.has(pointerOf(aTry(minute)))).toBe(true);
      }
      // The survivor, asked by the same client.
      quorum.revive();
      expect(await answered(journal, aTry(9))).toBe(true);
      expect(quorum.items.has(pointerOf(aTry(9)))).toBe(true);
    }),
    { numRuns: 2_000, ...(process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }) },
  );
});

describe('the ways into the journal', () => {
  const methodsOf = (type: { readonly prototype: object }) =>
    Object.getOwnPropertyNames(type.prototype).filter((name) => name !== 'constructor');

  test('that give something to answer with are these two, both tested above', () => {
    expect(methodsOf(Journal)).toEqual(['put', 'recall']);
  });

  test('that read without a pointer belong to recoveries, sweeps and forgetting', () => {
    expect(methodsOf(JournalReader)).toEqual(['commandIdsIn', 'commandsOf']);
    expect(methodsOf(JournalForgetter)).toEqual(['forget']);
  });
});
