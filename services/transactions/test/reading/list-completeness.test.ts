import { BalanceList, MerchantOperationPage, OperationPage, PaymentPage, TransferPage } from '@redoubt/contracts';
import { FaultError, type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { describe, expect, test } from 'vitest';
import type { OwnListDependencies } from '../../src/reading/completeness.ts';
import { listBalancesRoute } from '../../src/reading/list-balances.ts';
import { listMovementsRoute } from '../../src/reading/list-movements.ts';
import { listOperationsRoute } from '../../src/reading/list-operations.ts';
import { listPaymentsRoute } from '../../src/reading/list-payments.ts';
import { listTransfersRoute } from '../../src/reading/list-transfers.ts';
import { ask } from '../support/api-event.ts';

const id = `pay_${'0'.repeat(32)}`;
const upTo = '2026-11-21T10:00:30.000Z';
const page = { data: [], has_more: true, next_cursor: 'abc.def' };
const balances = { merchant_id: 'acme', data: [] };
const state = { epoch: 2, activeRegion: 'us-east-2', mode: 'open', stage: 'verified' } as const;
const open = leaseViewOf(state, 'us-east-2');
const opened = leaseViewOf({ ...state, mode: 'recovering', stage: 'opened' }, 'us-east-2');

type Asked = Omit<OwnListDependencies, 'ledger'> & { readonly watermark: () => Promise<string> };

const routes = [
  [
    'payments',
    PaymentPage,
    ({ watermark, ...asked }: Asked) =>
      ask(listPaymentsRoute({ ...asked, ledger: { watermark, payments: async () => page } }), {
        query: 'merchant_id=acme',
      }),
  ],
  [
    'operations',
    OperationPage,
    ({ watermark, ...asked }: Asked) =>
      ask(listOperationsRoute({ ...asked, ledger: { watermark, operations: async () => page } }), {
        id,
        query: 'cursor=abc.def',
      }),
  ],
  [
    'transfers',
    TransferPage,
    ({ watermark, ...asked }: Asked) => {
      const ledger = { watermark, transfers: async () => page, payment: async () => ({}) as never };
      return ask(listTransfersRoute({ ...asked, ledger }), { id });
    },
  ],
  [
    'balances',
    BalanceList,
    ({ watermark, ...asked }: Asked) =>
      ask(listBalancesRoute({ ...asked, ledger: { watermark, balances: async () => balances } }), { id: 'acme' }),
  ],
  [
    'captures',
    MerchantOperationPage,
    ({ watermark, ...asked }: Asked) => {
      const ledger = { watermark, merchantOperations: async () => page, merchantTransfers: async () => page };
      return ask(listMovementsRoute('captures', { ...asked, ledger }), { query: 'merchant_id=acme' });
    },
  ],
] as const;

const unasked = () => Promise.reject(new Error('it was asked'));
const asked = (view: LeaseView, watermark = unasked as () => Promise<string>): Asked => ({
  lease: { current: async () => view },
  now: () => new Date('2026-11-21T10:01:31.999Z'),
  keys: aDoorkeeper,
  watermark,
});

describe.each(routes)('a list of %s', (_, schema, list) => {
  test('FO4: says up to when it is complete until what was answered is recovered', async () => {
    const answer = await list(asked(opened, async () => upTo));
    expect(answer).toMatchObject({ status: 200, headers: { Age: '61' } });
    expect(schema.parse(answer.json)).toMatchObject({ as_of: upTo });
  });

  test('says nothing of the kind once everything is recovered, or while nobody knows who is active', async () => {
    const recovered = await list(asked(open));
    const current = () => Promise.reject(new FaultError('region_state_unreachable', 'said by the test'));
    const unknown = await list({ ...asked(open), lease: { current } });
    for (const answer of [recovered, unknown]) {
      expect(answer.status).toBe(200);
      expect(answer.json).not.toHaveProperty('as_of');
      expect(answer.headers).not.toHaveProperty('Age');
    }
  });

  test('FO4: a recovery that ends while it is read does not make it look complete', async () => {
    const views = [opened, open];
    const answer = await list({
      ...asked(open, async () => upTo),
      lease: { current: async () => views.shift() ?? open },
    });
    expect(answer.json).toMatchObject({ as_of: upTo });
  });
});
