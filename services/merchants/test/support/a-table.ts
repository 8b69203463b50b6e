import { DeleteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { AccessKeys, FaultError, type Principal } from '@redoubt/lambda-kit';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { KeyTable } from '../../src/adapters/key-table.ts';
import { MerchantTable } from '../../src/adapters/merchant-table.ts';
import type { MerchantEvent } from '../../src/finish-changes.ts';

export const peppers = { '1': 'a'.repeat(64), '2': 'b'.repeat(64) } as const;

/** The table of access on a DynamoDB of its own, with doors in front of it and a bus that can be gone. */
export interface AccessUnderTest extends AsyncDisposable {
  readonly dynamo: LocalDynamo;
  readonly merchants: MerchantTable;
  readonly keys: KeyTable;
  /** For use cases. */
  readonly dependencies: {
    readonly merchants: MerchantTable;
    readonly keys: KeyTable;
    readonly peppers: () => Promise<typeof peppers>;
    readonly publisher: { publish(events: readonly MerchantEvent[]): Promise<void> };
    readonly lease: { current(): Promise<{ readonly region: string; readonly epoch: number }> };
  };
  readonly announced: MerchantEvent[];
  busIsReachable: boolean;
  /** Lets the use cases' n-th call from now on, counted from zero, get no answer: before it was carried out, or after. */
  breakCall(call: { readonly at: number; readonly isCarriedOut: boolean }): void;
  /** Takes back what `breakCall` has not broken yet. */
  mend(): void;
  /** Asks a door that has looked up nothing before. */
  admit(secret: string, now: Date): Promise<Principal | undefined>;
  /** Empties the table. */
  clear(): Promise<void>;
  /** Every item of the table. */
  items(): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export async function anAccessTable(): Promise<AccessUnderTest> {
  const dynamo = await startLocalDynamo(['pk']);
  const { table, client: whole } = dynamo;
  let broken: { at: number; readonly isCarriedOut: boolean } | undefined;
  const send = async (command: Parameters<typeof whole.send>[0]): Promise<unknown> => {
    const isBroken = broken?.at === 0;
    const { isCarriedOut = false } = broken ?? {};
    if (broken !== undefined) broken = isBroken ? undefined : { ...broken, at: broken.at - 1 };
    if (isBroken && !isCarriedOut) throw new Error('connection lost');
    const answer = await whole.send(command);
    if (isBroken) throw new Error('connection lost');
    return answer;
  };
  const client = { send } as unknown as Pick<DynamoDBDocumentClient, 'send'>;
  const merchants = new MerchantTable({ table, client });
  const keys = new KeyTable({ table, client });
  const access: AccessUnderTest = {
    dynamo,
    merchants,
    keys,
    announced: [],
    busIsReachable: true,
    dependencies: {
      merchants,
      keys,
      peppers: () => Promise.resolve(peppers),
      publisher: {
        async publish(events) {
          if (!access.busIsReachable) throw new FaultError('bus_unreachable', '1 of 1 events were not accepted');
          access.announced.push(...events);
        },
      },
      lease: { current: () => Promise.resolve({ region: 'us-east-1', epoch: 3 }) },
    },
    admit(secret, now) {
      const door = new AccessKeys({ table, client: whole, peppers: () => Promise.resolve(peppers), steadyMs: () => 0 });
      return door.admit({ authorization: [`Bearer ${secret}`], canaryPass: undefined, subject: '' }, now);
    },
    breakCall: (call) => {
      broken = call;
    },
    mend: () => {
      broken = undefined;
    },
    async clear() {
      for (const { pk } of await access.items()) await whole.send(new DeleteCommand({ TableName: table, Key: { pk } }));
    },
    async items() {
      const { Items = [] } = await whole.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
      return Items;
    },
    [Symbol.asyncDispose]: () => dynamo[Symbol.asyncDispose](),
  };
  return access;
}
