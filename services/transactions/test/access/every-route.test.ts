import { describeAccess } from '@redoubt/lambda-kit/http-contract';
import { afterAll, beforeAll } from 'vitest';
import { routes } from '../../src/api.ts';
import { routeCases } from '../bad-input/field-table.ts';
import { anApi } from '../support/api-under-test.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

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

const statement = 'merchant_id=acme&currency=EUR&from=2026-11-20T00:00:00Z&until=2026-11-21T00:00:00Z';

/** The ledger is one for all tests: a key that is used twice in it is another test's. */
const anApiOfItsOwn = async () => {
  const api = anApi(db);
  const key = crypto.randomUUID();
  const send: typeof api.send = (name, { headers, ...request }) =>
    api.send(name, { ...request, headers: { 'Idempotency-Key': key, ...headers } });
  return { ...api, send };
};

describeAccess({
  routes,
  cases: routeCases,
  queries: {
    'list-payments': 'merchant_id=acme',
    'list-merchant-transfers': 'merchant_id=acme',
    'list-captures': 'merchant_id=acme',
    'list-refunds': 'merchant_id=acme',
    'get-statement': statement,
  },
  anApi: anApiOfItsOwn,
});
