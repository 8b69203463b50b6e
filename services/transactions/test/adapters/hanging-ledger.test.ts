import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultError } from '@redoubt/lambda-kit';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataApi } from '../../src/adapters/data-api.ts';
import { LedgerReader } from '../../src/adapters/ledger-reader.ts';
import { viewPaymentRoute } from '../../src/reading/view-payment.ts';
import { ask } from '../support/api-event.ts';
import { aPaymentChange } from '../support/payment-changes.ts';

/** A Data API that takes every request and answers none. */
let hanging: Server;
beforeEach(async () => {
  hanging = createServer(() => {}).listen(0, '127.0.0.1');
  await once(hanging, 'listening');
  const { port } = hanging.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(async () => {
  hanging.closeAllConnections();
  hanging.close();
  await once(hanging, 'close');
});

const ledger = () =>
  new LedgerReader(
    new DataApi({
      clusterArn: 'arn:aws:rds:us-east-1:000000000000:cluster:ledger',
      secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:ledger',
      database: 'ledger',
      statementMsMax: 50,
    }),
  );

test('a statement that gets no answer is given up after three tries, and may have been executed', async () => {
  // The client's own count: on a busy machine a try may end before its request reaches the server.
  await expect(ledger().watermark()).rejects.toMatchObject({
    code: 'writer_unreachable',
    execution: 'unknown',
    cause: { $metadata: { attempts: 3 } },
  });
});

test('FO4: a payment is shown from the read model when the ledger hangs', async () => {
  const change = aPaymentChange();
  const route = viewPaymentRoute({
    ledger: ledger(),
    lease: { current: () => Promise.reject(new FaultError('store_unreachable', 'the region state hangs too')) },
    readModel: { changesOf: async () => [change], upTo: async () => undefined },
    now: () => new Date(change.at),
    keys: aDoorkeeper,
  });
  expect(await ask(route, { id: change.paymentId })).toMatchObject({
    status: 200,
    headers: { Age: '0' },
    json: { status: 'authorized', as_of: change.at },
  });
});
