import { describeBodies, describeFields } from '@redoubt/lambda-kit/http-contract';
import { afterAll, beforeAll } from 'vitest';
import { routes } from '../../src/api.ts';
import { anApi as anApiOver } from '../support/api-under-test.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { routeCases } from './field-table.ts';

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** The ledger is one for all tests: a key that is used twice in it is another test's. */
const anApi = async () => {
  const api = anApiOver(db);
  const key = crypto.randomUUID();
  const send: typeof api.send = (name, { headers, ...request }) =>
    api.send(name, { ...request, headers: { 'Idempotency-Key': key, ...headers } });
  return { ...api, send };
};
describeFields({ routes, cases: routeCases, anApi });
describeBodies({ routes, cases: routeCases, anApi });
