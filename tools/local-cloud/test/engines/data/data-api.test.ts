import {
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  RDSDataClient,
  type SqlParameter,
} from '@aws-sdk/client-rds-data';
import { withConnection } from '@redoubt/embedded-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { clusterArn, secretArn } from './resources.ts';
import { central, east, TwoRegions } from './two-regions.ts';

let cloud: TwoRegions;
let client: RDSDataClient;

beforeAll(async () => {
  cloud = await TwoRegions.start();
  client = new RDSDataClient(cloud.client(east));
  await execute(
    `create table kept (id uuid primary key, amount numeric, note text, doc jsonb, at timestamp, on_day date, flag boolean, part bytea, n int)`,
  );
});
afterAll(async () => await cloud?.[Symbol.asyncDispose]());

test.each<[string, string, unknown]>([
  ['an integer', 'select 7::int', { longValue: 7 }],
  ['the largest safe bigint', 'select 9007199254740991::bigint', { longValue: Number.MAX_SAFE_INTEGER }],
  ['a float', 'select 1.5::float8', { doubleValue: 1.5 }],
  ['a numeric, as text', 'select 12.340::numeric', { stringValue: '12.340' }],
  ['a text', "select 'ü'::text", { stringValue: 'ü' }],
  ['true', 'select true', { booleanValue: true }],
  ['false', 'select false', { booleanValue: false }],
  ['null', 'select null::int', { isNull: true }],
  ['a timestamp, as text', "select timestamp '2030-01-31 12:00:00.5'", { stringValue: '2030-01-31 12:00:00.5' }],
  [
    'a uuid, as text',
    "select 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
    { stringValue: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' },
  ],
  ['jsonb, as text', `select '{"b": 1}'::jsonb`, { stringValue: '{"b": 1}' }],
  ['bytes', "select '\\x00ff'::bytea", { blobValue: new Uint8Array([0, 255]) }],
])('a result field holds %s', async (_, sql, field) => {
  expect((await execute(sql)).records).toEqual([[field]]);
});

test('a bigint that JavaScript can not hold is answered digit by digit when asked for as text', async () => {
  const answer = await execute('select 9223372036854775807::bigint', [], {
    resultSetOptions: { longReturnType: 'STRING', decimalReturnType: 'STRING' },
  });
  expect(answer.records).toEqual([[{ stringValue: '9223372036854775807' }]]);
});

test.each([
  ['no password', ''],
  ['another password', ':guessed'],
])('the database’s owner needs its password: %s', async (_, password) => {
  const { url } = z.object({ url: z.string() }).parse(await cloud.hook(east, 'database'));
  const guessed = url.replace(/:[^:@/]+@/, `${password}@`);
  expect(guessed).not.toBe(url);
  await expect(withConnection(guessed, (client) => client.query('select 1'))).rejects.toThrow(/password/);
  expect(await withConnection(url, async (client) => (await client.query('show password_encryption')).rows)).toEqual([
    { password_encryption: 'scram-sha-256' },
  ]);
});

test('every kind of parameter arrives with its type', async () => {
  const { numberOfRecordsUpdated } = await execute(
    'insert into kept values (:id, :amount, :note, :doc, :at, :on_day, :flag, :part, cast(:n as int))',
    [
      { name: 'id', value: { stringValue: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' }, typeHint: 'UUID' },
      { name: 'amount', value: { stringValue: '12.34' }, typeHint: 'DECIMAL' },
      { name: 'note', value: { stringValue: "it's :not a ' parameter" } },
      { name: 'doc', value: { stringValue: '{"a":1}' }, typeHint: 'JSON' },
      { name: 'at', value: { stringValue: '2030-01-31 12:00:00' }, typeHint: 'TIMESTAMP' },
      { name: 'on_day', value: { stringValue: '2030-01-31' }, typeHint: 'DATE' },
      { name: 'flag', value: { booleanValue: true } },
      { name: 'part', value: { blobValue: new Uint8Array([1, 2]) } },
      { name: 'n', value: { longValue: 3 } },
    ],
  );
  expect(numberOfRecordsUpdated).toBe(1);
  const { formattedRecords } = await execute('select note, doc, n, part, flag, amount from kept', [], {
    formatRecordsAs: 'JSON',
  });
  expect(JSON.parse(formattedRecords ?? '')).toEqual([
    { note: "it's :not a ' parameter", doc: '{"a": 1}', n: 3, part: 'AQI=', flag: true, amount: '12.34' },
  ]);
});

test.each<[string, string, SqlParameter[]]>([
  [
    'a text for a uuid',
    'select 1 from kept where id = :id',
    [{ name: 'id', value: { stringValue: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' } }],
  ],
  ['a text for a number', 'select 1 from kept where n = :n', [{ name: 'n', value: { stringValue: '3' } }]],
  [
    'a text for jsonb',
    'insert into kept (id, doc) values (gen_random_uuid(), :doc)',
    [{ name: 'doc', value: { stringValue: '{}' } }],
  ],
])('%s without a hint is refused by the database, as on AWS', async (_, sql, parameters) => {
  await expect(execute(sql, parameters)).rejects.toMatchObject({
    name: 'DatabaseErrorException',
    message: /SQLState: 42(883|804)/,
  });
});

test.each<[string, string, SqlParameter[], string, RegExp]>([
  ['two statements at once', 'select 1; select 2', [], 'ValidationException', /Multistatements/],
  ['a parameter that is not given', 'select :missing', [], 'BadRequestException', /Cannot find parameter: missing/],
  [
    'a parameter that is not used',
    'select 1',
    [{ name: 'spare', value: { longValue: 1 } }],
    'BadRequestException',
    /no parameter spare/,
  ],
  [
    'an array as parameter',
    'select :a',
    [{ name: 'a', value: { arrayValue: { longValues: [1] } } }],
    'BadRequestException',
    /Array parameters/,
  ],
  [
    'a time in another format',
    'select :t',
    [{ name: 't', value: { stringValue: '2030-01-31T12:00:00Z' }, typeHint: 'TIMESTAMP' }],
    'BadRequestException',
    /format of a TIMESTAMP/,
  ],
  [
    'a hint for a number',
    'select :n',
    [{ name: 'n', value: { longValue: 1 }, typeHint: 'DECIMAL' }],
    'BadRequestException',
    /is for a stringValue/,
  ],
  ['an array in the result', 'select array[1]', [], 'UnsupportedResultException', /to_jsonb/],
  [
    'an unknown table',
    'select * from nowhere',
    [],
    'DatabaseErrorException',
    /relation "nowhere" does not exist; Position: 15; SQLState: 42P01/,
  ],
  [
    'a broken constraint',
    "insert into kept (id) values ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')",
    [],
    'DatabaseErrorException',
    /SQLState: 23505/,
  ],
  [
    'a right that the master has not',
    'alter system set work_mem = 1000',
    [],
    'DatabaseErrorException',
    /SQLState: 42501/,
  ],
])('%s is refused', async (_, sql, parameters, name, message) => {
  await expect(execute(sql, parameters)).rejects.toMatchObject({ name, message });
});

test.each<[string, Partial<ExecuteStatementCommandInput>, string]>([
  ['the other region’s cluster', { resourceArn: clusterArn(central) }, 'NotFoundException'],
  ['the other region’s secret', { secretArn: secretArn(central) }, 'NotFoundException'],
  ['an unknown database', { database: 'nowhere' }, 'DatabaseErrorException'],
  ['a wrong password', { secretArn: secretArn(east).replace('ledger', 'wrong') }, 'DatabaseErrorException'],
  ['a transaction over several calls', { transactionId: 'x' }, 'BadRequestException'],
])('%s is refused', async (_, over, name) => {
  await expect(execute('select 1', [], over)).rejects.toMatchObject({ name });
});

test('a row of exactly 64 KB is answered, one byte more is refused', async () => {
  expect((await execute(`select repeat('x', ${64 * 1024})`)).records).toHaveLength(1);
  await expect(execute(`select repeat('x', ${64 * 1024 + 1})`)).rejects.toMatchObject({
    name: 'UnsupportedResultException',
  });
});

test('a response of more than 1 MB is refused', async () => {
  expect((await execute("select repeat('x', 50000) from generate_series(1, 20)")).records).toHaveLength(20);
  await expect(execute("select repeat('x', 50000) from generate_series(1, 21)")).rejects.toMatchObject({
    name: 'UnsupportedResultException',
    message: /1048576 bytes/,
  });
});

test('metadata of the columns is answered when asked for', async () => {
  const answer = await execute('select 1::int as one, now() as at', [], { includeResultMetadata: true });
  expect(answer.columnMetadata).toMatchObject([
    { name: 'one', typeName: 'int4' },
    { name: 'at', typeName: 'timestamptz' },
  ]);
  expect((await execute('select 1')).columnMetadata).toBeUndefined();
});

test('a session that the database ends makes one call fail and harms no other', async () => {
  const { url } = z.object({ url: z.string() }).parse(await cloud.hook(east, 'database'));
  await expect(execute('select pg_terminate_backend(pg_backend_pid())')).rejects.toMatchObject({
    name: 'InternalServerErrorException',
  });
  await withConnection(url, (admin) =>
    admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', ['ledger_owner']),
  );
  await expect(execute('select 1')).resolves.toMatchObject({ records: [[{ longValue: 1 }]] });
});

function execute(sql: string, parameters: SqlParameter[] = [], over: Partial<ExecuteStatementCommandInput> = {}) {
  return client.send(
    new ExecuteStatementCommand({
      resourceArn: clusterArn(east),
      secretArn: secretArn(east),
      database: 'ledger',
      sql,
      parameters,
      ...over,
    }),
  );
}
