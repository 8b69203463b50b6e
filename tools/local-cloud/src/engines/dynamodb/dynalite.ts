import { createRequire } from 'node:module';

/** Answers like Node's callbacks; a refusal carries `statusCode` and `body`. */
type Action = (store: DynaliteStore, input: object, done: (error: unknown, answer?: object) => void) => void;

interface Validation {
  readonly types: Readonly<Record<string, unknown>>;
  readonly custom?: (input: object, store: DynaliteStore) => string | undefined;
}

interface Validations {
  checkTypes(input: object, types: Validation['types']): object;
  checkValidations(input: object, types: Validation['types'], custom: Validation['custom'], store: DynaliteStore): void;
}

/** A table as dynalite's engine describes it. */
interface StoredTable {
  readonly TableStatus: string;
}

type TableFound = (error: unknown, table?: StoredTable) => void;

/** The engine's tables and items; only handed back to it. */
export interface DynaliteStore {
  readonly options: object;
  /** With two arguments only an active table is found. */
  getTable(name: string, found: TableFound): void;
  getTable(name: string, mustBeActive: boolean, found: TableFound): void;
}

/**
 * The operations that are let through to dynalite, by its file names.
 *
 * Its other ones are administrative, or the product does not use them.
 */
export const dynaliteOperations = {
  BatchGetItem: 'batchGetItem',
  CreateTable: 'createTable',
  DeleteItem: 'deleteItem',
  DescribeTable: 'describeTable',
  GetItem: 'getItem',
  ListTables: 'listTables',
  PutItem: 'putItem',
  Query: 'query',
  Scan: 'scan',
  UpdateItem: 'updateItem',
} as const;
export type DynaliteOperation = keyof typeof dynaliteOperations;

/** A call that dynalite refused, in the words of DynamoDB. */
export interface Refusal {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const require = createRequire(import.meta.url);
const database = require('dynalite/db') as {
  create(options: object): DynaliteStore;
  itemSize(item: object, ...how: readonly unknown[]): number;
};
const validations = require('dynalite/validations') as Validations;

// dynalite counts a text's UTF-16 units, DynamoDB its bytes in UTF-8: 400 KB of Chinese would pass as three times as much.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
const sizeInUnits = database.itemSize;
database.itemSize = (item, ...how) => sizeInUnits(item, ...how) + bytesBeyondUnits(item);

/** A new store in memory. Table changes take effect at once; on AWS they take seconds. */
export function createStore(): DynaliteStore {
  return keepingTables(database.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }));
}

/**
 * Lets a store look an active table up once. dynalite does for each item, and parses it; here no call changes or deletes a table,
 * and no action changes what it has looked up.
 */
function keepingTables(store: DynaliteStore): DynaliteStore {
  const look = store.getTable;
  const active = new Map<string, StoredTable>();
  store.getTable = (name: string, ...rest: readonly [TableFound] | readonly [boolean, TableFound]) => {
    if (rest.length === 2) return look(name, ...rest);
    const [found] = rest;
    const known = active.get(name);
    if (known !== undefined) return found(null, known);
    look(name, (error, table) => {
      if (table?.TableStatus === 'ACTIVE') active.set(name, table);
      found(error, table);
    });
  };
  return store;
}

/** Names of the parameters that dynalite knows of an operation; it drops all others without a word. */
export function knownParameters(operation: DynaliteOperation): readonly string[] {
  return Object.keys(validationOf(operation).types);
}

/**
 * Runs one operation in this process, without dynalite's HTTP server.
 *
 * @param input is changed by dynalite
 */
export async function runDynalite(
  store: DynaliteStore,
  operation: DynaliteOperation,
  input: object,
): Promise<{ readonly answer: object } | { readonly refusal: Refusal }> {
  try {
    const { types, custom } = validationOf(operation);
    const checked = validations.checkTypes(input, types);
    validations.checkValidations(checked, types, custom, store);
    const action = require(`dynalite/actions/${dynaliteOperations[operation]}`) as Action;
    const answer = await new Promise<object>((done, fail) => {
      action(store, checked, (error, result) => (error ? fail(error) : done(result ?? {})));
    });
    return { answer };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return { refusal };
  }
}

/** How many more bytes than UTF-16 units the names and texts of an item have. */
function bytesBeyondUnits(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) - value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + bytesBeyondUnits(part), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, part]) => sum + bytesBeyondUnits(name) + bytesBeyondUnits(part), 0);
}

function validationOf(operation: DynaliteOperation): Validation {
  return require(`dynalite/validations/${dynaliteOperations[operation]}`) as Validation;
}

function refusalOf(error: unknown): Refusal | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error) || !('body' in error)) return undefined;
  const { statusCode, body } = error;
  if (typeof statusCode !== 'number' || typeof body !== 'object' || body === null) return undefined;
  return { status: statusCode, body: { ...body } };
}
