import {
  ApproveRequest,
  CaptureRequest,
  type CreatePayment,
  RefundRequest,
  RejectRequest,
  VoidRequest,
} from '@redoubt/contracts';
import { type HttpFunction, type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import type { ApiUnderTest } from '@redoubt/lambda-kit/http-contract';
import { Announcer } from '../../src/announcing/announcer.ts';
import type { RouteName } from '../../src/api.ts';
import { processRoute } from '../../src/booking/process-route.ts';
import { changeRoute } from '../../src/changing/change-route.ts';
import { listBalancesRoute } from '../../src/reading/list-balances.ts';
import { listOperationsRoute } from '../../src/reading/list-operations.ts';
import { listPaymentsRoute } from '../../src/reading/list-payments.ts';
import { listTransfersRoute } from '../../src/reading/list-transfers.ts';
import { viewPaymentRoute } from '../../src/reading/view-payment.ts';
import { aCommand } from './a-command.ts';
import { standingToken, tokenKey, withFreshToken } from './a-token.ts';
import { ask } from './api-event.ts';
import { CollectingPublisher } from './collecting-publisher.ts';
import { completeLedger } from './complete-ledger.ts';
import { JournalInMemory } from './journal-in-memory.ts';
import type { LedgerDatabase } from './ledger-database.ts';

const active: LeaseView = leaseViewOf(
  { epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
  'us-east-1',
);

/** Every route of the service over a real ledger, in the active region. */
export interface TransactionsApi extends ApiUnderTest<RouteName> {
  /** Books a payment of 1,000 minor units, if nothing else is said. */
  book(over?: Partial<CreatePayment>): Promise<string>;
}

export function anApi(db: LedgerDatabase): TransactionsApi {
  const journal = new JournalInMemory();
  const publisher = new CollectingPublisher();
  const { ledger } = db;
  const readModel = { changesOf: async () => [], upTo: async () => undefined };
  const dependencies = {
    ledger,
    journal,
    lease: { current: () => Promise.resolve(active) },
    readModel,
    announcer: new Announcer({ ledger, publisher, region: 'us-east-1' }),
  };
  const functions: Readonly<Record<RouteName, HttpFunction>> = {
    'list-payments': listPaymentsRoute(completeLedger(ledger)),
    'get-payment': viewPaymentRoute({
      ledger,
      lease: { current: async () => active },
      readModel,
      now: () => new Date(),
    }),
    'list-operations': listOperationsRoute(completeLedger(ledger)),
    'list-transfers': listTransfersRoute(completeLedger(ledger)),
    'list-balances': listBalancesRoute(completeLedger(ledger)),
    'post-capture': changeRoute({ type: 'CapturePayment', body: CaptureRequest }, dependencies),
    'post-void': changeRoute({ type: 'VoidPayment', body: VoidRequest }, dependencies),
    'post-approval': changeRoute({ type: 'ApprovePayment', body: ApproveRequest }, dependencies),
    'post-rejection': changeRoute({ type: 'RejectPayment', body: RejectRequest }, dependencies),
    'post-refund': changeRoute({ type: 'RefundPayment', body: RefundRequest }, dependencies),
    'post-specified-payment': processRoute({ ...dependencies, tokenKey: () => Promise.resolve(tokenKey) }),
  };

  async function book(over: Partial<CreatePayment> = {}): Promise<string> {
    const command = aCommand({ key: crypto.randomUUID(), amountMinor: '1000', ...over });
    await ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
    return command.paymentId;
  }

  return {
    book,
    send: (name, { path, headers, ...request }) =>
      ask(functions[name], {
        ...request,
        ...(name === 'post-specified-payment'
          ? { body: withFreshToken(request.body, (token) => token === standingToken) }
          : {}),
        ...(path?.['id'] === undefined ? {} : { id: path['id'] }),
        headers: { 'Idempotency-Key': 'key-1', ...headers },
      }),
    async pathOf(name) {
      if (name === 'list-payments' || name === 'post-specified-payment') return {};
      if (name === 'list-balances') return { id: 'acme' };
      return { id: await book(paymentFor[name]) };
    },
    async written() {
      const [facts] = await db.owner.run(factsSql);
      const [answers] = await db.owner.run('select count(*)::text from pay.inbox');
      return { facts: `${facts} ${publisher.events.length}`, answers: Number(answers) + journal.records.size };
    },
    async sinks() {
      const tables = await db.owner.run("select format('pay.%I', tablename) from pg_tables where schemaname = 'pay'");
      const rows = await Promise.all(
        tables.map((table) => db.owner.run(`select coalesce(jsonb_agg(row)::text, '') from ${table} as row`)),
      );
      return JSON.stringify([rows, [...journal.records.values()], publisher.events]);
    },
  };
}

/** The state that a route's good requests need of a payment; other routes take any. */
const paymentFor: Readonly<Partial<Record<RouteName, Partial<CreatePayment>>>> = {
  'post-capture': { capture: 'manual' },
  'post-void': { capture: 'manual' },
  'post-approval': { review: ['duplicate_submit'] },
  'post-rejection': { review: ['duplicate_submit'] },
};

/** Everything that a request can change in the books, as one text. */
const factsSql = `select concat_ws(' ',
  (select sum(version) from pay.payments),
  (select count(*) from pay.operations),
  (select count(*) from pay.transfers),
  (select count(*) from pay.events),
  (select count(*) from pay.accounts))`;
