import { publishedApi } from '@redoubt/contracts/published-api';
import { sendPublishedRequests, withOwnKey } from '@redoubt/lambda-kit/http-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RouteName, routes } from '../../src/api.ts';
import { withFreshToken } from '../support/a-token.ts';
import { anApi as anApiOver, disputeRoutes, merchantOf, merchantRoutes } from '../support/api-under-test.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

/*
 * Goal: whatever is sent to a documented operation, the answer is a documented one, never a 5xx, and a 4xx changes nothing
 * in the books; at the end they add up.
 * Method: requests are made from the published OpenAPI, not from our schemas, and all go to one real ledger with payments in
 * every state. `SEED=n` repeats a run.
 */

const requests = 5_000;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);
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

test(`${requests} requests made from the published OpenAPI: no 5xx, no write on a 4xx (seed ${seed})`, async () => {
  const ours = anApiOver(db);
  // A token can't be made up: every other text stands for one that was given for just this payment.
  const send: typeof ours.send = (name, request) => {
    const sent = withOwnKey(routes[name], request);
    const stands = ({ length }: string) => length % 2 === 0;
    return ours.send(name, { ...sent, body: withFreshToken(sent.body, { merchantId: merchantOf(sent), stands }) });
  };
  const api = { ...ours, send };
  const payments: string[] = [];
  // Many of one amount, so that there is something left to do until the end.
  for (const amountMinor of ['1', '1000000000', '1000000001', ...Array<string>(60).fill('1050')]) {
    payments.push(await api.book({ amountMinor, capture: 'manual' }), await api.book({ amountMinor }));
    payments.push(await api.book({ amountMinor, review: ['duplicate_submit'] }));
  }
  payments.push(await api.book({ merchantId: 'globex' }));
  // Many, so that some are still without terms of their own.
  const merchants = Array.from({ length: 100 }, (_, at) => `shop-${at}`);
  const disputed = await Promise.all(Array.from({ length: 60 }, () => api.bookDisputed()));
  const exports = await Promise.all(Array.from({ length: 5 }, () => api.order()));
  const known = (name: RouteName) => {
    if (name === 'get-export') return exports;
    if (merchantRoutes.includes(name)) return ['acme', 'globex'];
    if (name === 'post-terms') return merchants;
    return disputeRoutes.includes(name) ? disputed : payments;
  };
  const document = publishedApi('transactions');
  const answered = await sendPublishedRequests({ document, routes, api, known, requests, seed });
  const counted = [...answered].sort().map(([answer, count]) => `${answer} ×${count}`);
  console.info(`seed ${seed}: ${counted.join(' · ')}`);
  // The requests are worth something only if both kinds of answers were met on every operation.
  for (const { operationId } of Object.values(routes)) {
    const met = [...answered.keys()].filter((answer) => answer.startsWith(`${operationId} `)).join();
    expect(met, operationId).toContain(`${operationId} 2`);
    expect(met, operationId).toContain(`${operationId} 4`);
  }
  const answers = [...answered.keys()].join();
  for (const status of [304, 409, 412, 422]) expect(answers, String(status)).toContain(` ${status}`);
  expect(await api.sinks()).not.toContain('4111111111111111');
  expect(await db.ledger.drift()).toEqual([]);
});
