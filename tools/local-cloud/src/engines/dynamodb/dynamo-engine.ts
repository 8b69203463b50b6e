import type { TableDefinition } from '../../definitions/table-definition.ts';
import {
  createStore,
  type DynaliteOperation,
  type DynaliteStore,
  dynaliteOperations,
  knownParameters,
  runDynalite,
} from './dynalite.ts';
import { KeyedLock } from './keyed-lock.ts';

/** An item or a key in DynamoDB's JSON, e.g. `{ pk: { S: 'a' } }`. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Answer of DynamoDB's endpoint. */
export interface DynamoAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An item after a write; without an image it is gone. */
export interface WrittenItem {
  readonly table: string;
  readonly key: Attributes;
  readonly image: Attributes | undefined;
}

/** Names of parameters that this engine adds to dynalite's, with what they may be. */
const returnOnFailure = 'ReturnValuesOnConditionCheckFailure';
const returnOnFailureValues: readonly unknown[] = [undefined, 'NONE', 'ALL_OLD'];

const writes: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const callable: ReadonlySet<string> = new Set(Object.keys(dynaliteOperations).filter((name) => name !== 'CreateTable'));

/**
 * DynamoDB tables in memory, on dynalite's engine.
 *
 * A parameter or operation that it does not simulate is refused by name: dynalite itself would ignore the parameter.
 */
export class DynamoEngine {
  readonly #store: DynaliteStore = createStore();
  readonly #locks = new KeyedLock();
  readonly #tables = new Map<string, TableDefinition>();
  readonly #onWritten: (item: WrittenItem) => void;

  /** @param onWritten called for each write while its item is still locked */
  constructor(onWritten: (item: WrittenItem) => void = () => undefined) {
    this.#onWritten = onWritten;
  }

  async createTable(table: TableDefinition): Promise<void> {
    const created = await runDynalite(this.#store, 'CreateTable', structuredClone({ ...table.createTable }));
    if ('refusal' in created) throw new Error(`table ${table.name}: ${JSON.stringify(created.refusal.body)}`);
    this.#tables.set(table.name, table);
    // Even with a duration of 0 ms the table becomes active in a later turn of the event loop.
    for (;;) {
      const { body } = await this.execute('DescribeTable', { TableName: table.name });
      if (JSON.stringify(body).includes('"TableStatus":"ACTIVE"')) return;
    }
  }

  /** Answers one call as DynamoDB would; refusals are answers too. */
  async execute(operation: string, input: Readonly<Record<string, unknown>>): Promise<DynamoAnswer> {
    if (!isCallable(operation)) return unsimulated(operation);
    if (!writes.has(operation)) return this.#run(operation, { ...input });
    const { [returnOnFailure]: onFailure, ...known } = input;
    if (!returnOnFailureValues.includes(onFailure)) {
      return refused(
        'ValidationException',
        `${returnOnFailure} can be NONE or ALL_OLD, got ${JSON.stringify(onFailure)}`,
      );
    }
    const key = this.#keyOf(input);
    // Without a readable key the engine refuses the call itself: nothing is written.
    if (key === undefined) return this.#run(operation, known);
    const table = String(input['TableName']);
    return this.#locks.hold(lockName(table, key), async () => {
      const answer = await this.#run(operation, known);
      if (answer.status === 200) this.#onWritten({ table, key, image: await this.#read(table, key) });
      const failed =
        answer.status === 400 && String(answer.body['__type']).endsWith('#ConditionalCheckFailedException');
      if (!failed || onFailure !== 'ALL_OLD') return answer;
      const Item = await this.#read(table, key);
      return Item === undefined ? answer : { ...answer, body: { ...answer.body, Item } };
    });
  }

  /**
   * Takes over an item as another replica has it, unless `admit`, asked while the item is locked, says no.
   *
   * Does not call `onWritten`.
   */
  async replicate({ table, key, image }: WrittenItem, admit: () => boolean): Promise<void> {
    await this.#locks.hold(lockName(table, key), async () => {
      if (!admit()) return;
      const answer =
        image === undefined
          ? await this.#run('DeleteItem', { TableName: table, Key: key })
          : await this.#run('PutItem', { TableName: table, Item: image });
      if (answer.status !== 200) throw new Error(`replicating into ${table}: ${JSON.stringify(answer.body)}`);
    });
  }

  async #run(operation: DynaliteOperation, given: Record<string, unknown>): Promise<DynamoAnswer> {
    // Every read here sees every write before; dynalite knows the parameter of all reads but this one.
    const { ConsistentRead: _, ...scan } = given;
    const input = operation === 'Scan' && typeof given['ConsistentRead'] === 'boolean' ? scan : given;
    const known = knownParameters(operation);
    const unknown = Object.keys(input).filter((name) => input[name] !== undefined && !known.includes(name));
    if (unknown.length > 0) {
      return refused('ValidationException', `${operation}: ${unknown.join(', ')} not simulated by the local cloud`);
    }
    // dynalite works on the objects it is given and keeps them.
    const result = await runDynalite(this.#store, operation, structuredClone(input));
    if ('refusal' in result) return result.refusal;
    return { status: 200, body: { ...result.answer } };
  }

  async #read(table: string, key: Attributes): Promise<Attributes | undefined> {
    const { body } = await this.#run('GetItem', { TableName: table, Key: key, ConsistentRead: true });
    const item = body['Item'];
    return typeof item === 'object' && item !== null ? { ...item } : undefined;
  }

  #keyOf(input: Readonly<Record<string, unknown>>): Attributes | undefined {
    const table = this.#tables.get(String(input['TableName']));
    const holder = input['Key'] ?? input['Item'];
    if (table === undefined || typeof holder !== 'object' || holder === null) return undefined;
    const attributes: Attributes = { ...holder };
    return Object.fromEntries(table.keyNames.map((name) => [name, attributes[name]]));
  }
}

/** A refusal in DynamoDB's words. */
export function refused(code: string, message: string, status = 400): DynamoAnswer {
  return { status, body: { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message } };
}

/** Tells a key from every other of all tables. */
export function lockName(table: string, key: Attributes): string {
  return JSON.stringify([table, Object.entries(key)]);
}

function unsimulated(operation: string): DynamoAnswer {
  const known = [...callable].join(', ');
  return refused('UnknownOperationException', `dynamodb ${operation} is not simulated; there are ${known}`);
}

function isCallable(operation: string): operation is DynaliteOperation {
  return callable.has(operation);
}
