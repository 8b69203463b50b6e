import { ExecuteStatementCommand, type ExecuteStatementCommandOutput } from '@aws-sdk/client-rds-data';
import { expect, test } from 'vitest';
import { DataApi } from '../../src/adapters/data-api.ts';

/** A client that keeps what it was sent and answers the same each time. */
function dataApi(answer: Partial<ExecuteStatementCommandOutput> | Error) {
  const sent: ExecuteStatementCommand['input'][] = [];
  const client = {
    async send(command: unknown) {
      if (!(command instanceof ExecuteStatementCommand)) throw new Error('only single statements are sent');
      sent.push(command.input);
      if (answer instanceof Error) throw answer;
      return { $metadata: {}, ...answer };
    },
  };
  const api = new DataApi({
    clusterArn: 'arn:aws:rds:us-east-1:000000000000:cluster:ledger',
    secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:ledger',
    database: 'ledger',
    client: client as never,
  });
  return { api, sent };
}

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test('sends strings as strings and numbers as longs, outside any transaction', async () => {
  const { api, sent } = dataApi({ records: [] });
  await api.run('select f(:text, :number)', { text: 'a', number: 7 });
  expect(sent).toMatchObject([
    {
      database: 'ledger',
      sql: 'select f(:text, :number)',
      parameters: [
        { name: 'text', value: { stringValue: 'a' } },
        { name: 'number', value: { longValue: 7 } },
      ],
    },
  ]);
  expect(sent[0]).not.toHaveProperty('transactionId');
});

test('answers the first column of each row, null included', async () => {
  const { api } = dataApi({ records: [[{ stringValue: '{"a":1}' }], [{ isNull: true }]] });
  expect(await api.run('select x')).toEqual(['{"a":1}', null]);
});

test('refuses a column that is no text, because numbers would lose digits on the way', async () => {
  const { api } = dataApi({ records: [[{ doubleValue: 1.5 }]] });
  await expect(api.run('select 1.5')).rejects.toThrow('the Data API answered doubleValue');
});

test.each([
  ['BadRequestException', 'ERROR: cannot execute INSERT in a read-only transaction', 'refused_by_standby'],
  ['BadRequestException', 'the cluster ledger is a secondary cluster of its global database', 'refused_by_standby'],
  ['BadRequestException', "The writer instance in the DB cluster isn't available", 'no_writer'],
  ['DatabaseUnavailableException', 'The writer instance in the DB cluster is not available', 'no_writer'],
  ['DatabaseResumingException', 'resuming', 'not_executed'],
  ['Error', 'connect ECONNREFUSED 127.0.0.11:4501', 'not_executed'],
  ['StatementTimeoutException', 'statement timed out', 'unknown'],
  ['TimeoutError', 'request timed out', 'unknown'],
  ['Error', 'read ECONNRESET', 'unknown'],
  ['InternalServerErrorException', 'internal', 'unknown'],
])('tells after %s "%s" that the statement was %s', async (name, message, execution) => {
  const cause = named(name, message);
  await expect(dataApi(cause).api.run('select 1')).rejects.toMatchObject({
    code: 'writer_unreachable',
    execution,
    cause,
  });
});

test.each([
  ['BadRequestException', 'ERROR: column "x" does not exist'],
  ['DatabaseErrorException', 'ERROR: division by zero'],
  ['AccessDeniedException', 'not allowed'],
])('passes on %s "%s" as the mistake that it is', async (name, message) => {
  const mistake = named(name, message);
  await expect(dataApi(mistake).api.run('select 1')).rejects.toBe(mistake);
});
