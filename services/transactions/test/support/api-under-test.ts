import {
  ApproveRequest,
  CaptureRequest,
  type CreatePayment,
  DisputeRequest,
  EvidenceRequest,
  LoseDisputeRequest,
  RefundRequest,
  RejectRequest,
  VoidRequest,
  WinDisputeRequest,
} from '@redoubt/contracts';
import { type HttpFunction, type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { type ApiRequest, type ApiUnderTest, aDoorkeeper, ask, withOwnKey } from '@redoubt/lambda-kit/http-contract';
import type { ReadModel } from '../../src/adapters/tables/read-model.ts';
import { Announcer } from '../../src/announcing/announcer.ts';
import { type RouteName, routes } from '../../src/api.ts';
import { processRoute } from '../../src/booking/process-route.ts';
import { changeRoute } from '../../src/changing/change-route.ts';
import { decideRoute } from '../../src/changing/decide-route.ts';
import { orderExportRoute } from '../../src/exporting/order-export-route.ts';
import { showExportRoute } from '../../src/exporting/show-export-route.ts';
import { listAuditLogRoute } from '../../src/reading/list-audit-log.ts';
import { listBalancesRoute } from '../../src/reading/list-balances.ts';
import { listBlocklistRoute } from '../../src/reading/list-blocklist.ts';
import { listMovementsRoute } from '../../src/reading/list-movements.ts';
import { listOperationsRoute } from '../../src/reading/list-operations.ts';
import { listPaymentsRoute } from '../../src/reading/list-payments.ts';
import { listPayoutsRoute } from '../../src/reading/list-payouts.ts';
import { listTransfersRoute } from '../../src/reading/list-transfers.ts';
import { showStatementRoute } from '../../src/reading/show-statement.ts';
import { showTermsRoute } from '../../src/reading/show-terms.ts';
import { viewPaymentRoute } from '../../src/reading/view-payment.ts';
import { changeBlocklistRoute } from '../../src/settings/change-blocklist-route.ts';
import { changeTermsRoute } from '../../src/settings/change-terms-route.ts';
import { aDispute } from './a-change.ts';
import { aCommand } from './a-command.ts';
import { standingToken, tokenKey, withFreshToken } from './a-token.ts';
import './api-event.ts';
import { CollectingPublisher } from './collecting-publisher.ts';
import { completeLedger } from './complete-ledger.ts';
import { anExport } from './exports/an-export.ts';
import { ExportsInMemory } from './exports/exports-in-memory.ts';
import { JournalInMemory } from './journal-in-memory.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { SettingsInMemory } from './settings-in-memory.ts';

const active: LeaseView = leaseViewOf(
  { epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
  'us-east-1',
);

/** Every route of the service over a real ledger, in the active region. */
export interface TransactionsApi extends ApiUnderTest<RouteName> {
  /** Books a payment of 1,000 minor units, if nothing else is said. */
  book(over?: Partial<CreatePayment>): Promise<string>;
  /** Orders an export of `acme`. */
  order(): Promise<string>;
  /** Books one that is disputed. */
  bookDisputed(): Promise<string>;
}

/** @param known the read model; it knows nothing if left out */
export function anApi(
  db: LedgerDatabase,
  known: Pick<ReadModel, 'changesOf' | 'upTo'> = { changesOf: async () => [], upTo: async () => undefined },
): TransactionsApi {
  const journal = new JournalInMemory();
  const publisher = new CollectingPublisher();
  const { ledger } = db;
  const settings = new SettingsInMemory();
  const exports = new ExportsInMemory();
  const readModel = known;
  const dependencies = {
    ledger,
    journal,
    lease: { current: () => Promise.resolve(active) },
    keys: aDoorkeeper,
    readModel,
    settings,
    announcer: new Announcer({ ledger, publisher, region: 'us-east-1' }),
  };
  const functions: Readonly<Record<RouteName, HttpFunction>> = {
    'list-payments': listPaymentsRoute(completeLedger(ledger)),
    'get-payment': viewPaymentRoute({
      ledger,
      lease: { current: async () => active },
      keys: aDoorkeeper,
      readModel,
      now: () => new Date(),
    }),
    'list-operations': listOperationsRoute(completeLedger(ledger)),
    'list-transfers': listTransfersRoute(completeLedger(ledger)),
    'list-balances': listBalancesRoute(completeLedger(ledger)),
    'list-merchant-transfers': listMovementsRoute('transfers', completeLedger(ledger)),
    'list-captures': listMovementsRoute('captures', completeLedger(ledger)),
    'list-refunds': listMovementsRoute('refunds', completeLedger(ledger)),
    'get-statement': showStatementRoute(completeLedger(ledger)),
    'list-payouts': listPayoutsRoute(completeLedger(ledger)),
    'post-export': orderExportRoute({ ...dependencies, exports }),
    'get-export': showExportRoute({
      ...dependencies,
      exports,
      links: { link: async (key, seconds) => `https://files.example/${key}?seconds=${seconds}` },
    }),
    'get-terms': showTermsRoute(completeLedger(ledger)),
    'post-terms': changeTermsRoute(dependencies),
    'list-blocklist': listBlocklistRoute(completeLedger(ledger)),
    'post-blocklist': changeBlocklistRoute(dependencies),
    'list-audit-log': listAuditLogRoute(completeLedger(ledger)),
    'post-capture': changeRoute(
      { type: 'CapturePayment', scope: 'payments:write', body: CaptureRequest },
      dependencies,
    ),
    'post-void': changeRoute({ type: 'VoidPayment', scope: 'payments:write', body: VoidRequest }, dependencies),
    'post-approval': decideRoute({ type: 'ApprovePayment', body: ApproveRequest }, dependencies),
    'post-rejection': decideRoute({ type: 'RejectPayment', body: RejectRequest }, dependencies),
    'post-refund': changeRoute({ type: 'RefundPayment', scope: 'refunds:write', body: RefundRequest }, dependencies),
    'post-dispute': decideRoute({ type: 'OpenDispute', body: DisputeRequest }, dependencies),
    'post-dispute-evidence': changeRoute(
      { type: 'SubmitEvidence', scope: 'payments:write', body: EvidenceRequest },
      dependencies,
    ),
    'post-dispute-win': decideRoute({ type: 'WinDispute', body: WinDisputeRequest }, dependencies),
    'post-dispute-loss': decideRoute({ type: 'LoseDispute', body: LoseDisputeRequest }, dependencies),
    'post-specified-payment': processRoute({
      ...dependencies,
      merchants: { isOpen: () => Promise.resolve(true) },
      tokenKey: () => Promise.resolve(tokenKey),
    }),
  };

  async function book(over: Partial<CreatePayment> = {}): Promise<string> {
    const command = aCommand({ key: crypto.randomUUID(), amountMinor: '1000', ...over });
    await ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
    return command.paymentId;
  }

  async function order(): Promise<string> {
    const exportId = `ex_${crypto.randomUUID().replaceAll('-', '')}`;
    await exports.add(anExport({ exportId }));
    return exportId;
  }

  async function bookDisputed(): Promise<string> {
    const paymentId = await book();
    await ledger.change(aDispute({ paymentId, merchantId: 'acme' }, { key: paymentId }), authority);
    return paymentId;
  }

  return {
    book,
    order,
    bookDisputed,
    send(name, { headers, ...request }) {
      const sent = withOwnKey(routes[name], { ...request, headers: { 'Idempotency-Key': 'key-1', ...headers } });
      if (name !== 'post-specified-payment') return ask(functions[name], sent);
      const body = withFreshToken(sent.body, {
        merchantId: merchantOf(sent),
        stands: (token) => token === standingToken,
      });
      return ask(functions[name], { ...sent, body });
    },
    async pathOf(name) {
      if (!routes[name].path.includes('{id}')) return {};
      if (merchantRoutes.includes(name)) return { id: 'acme' };
      if (name === 'get-export') return { id: await order() };
      // One whose terms nobody has changed.
      if (name === 'post-terms') return { id: crypto.randomUUID() };
      return { id: disputeRoutes.includes(name) ? await bookDisputed() : await book(paymentFor[name]) };
    },
    async written() {
      const [facts] = await db.owner.run(factsSql);
      const [answers] = await db.owner.run('select count(*)::text from pay.inbox');
      return {
        facts: `${facts} ${publisher.events.length} ${exports.jobs.size}`,
        answers: Number(answers) + journal.records.size,
      };
    },
    async sinks() {
      const tables = await db.owner.run("select format('pay.%I', tablename) from pg_tables where schemaname = 'pay'");
      const rows = await Promise.all(
        tables.map((table) => db.owner.run(`select coalesce(jsonb_agg(row)::text, '') from ${table} as row`)),
      );
      return JSON.stringify([
        rows,
        [...journal.records.values()],
        publisher.events,
        [...settings.copies],
        [...exports.jobs],
      ]);
    },
  };
}

/** The merchant whose key a request has. */
export function merchantOf({ headers }: ApiRequest): string {
  const [, merchantId = 'acme'] = /^Bearer ([\w-]+)/.exec(String(headers?.['Authorization'])) ?? [];
  return merchantId;
}

const authority = { epoch: 1, originRegion: 'us-east-1' };

/** Routes that show something of a merchant. */
export const merchantRoutes: readonly RouteName[] = ['list-balances', 'list-payouts', 'get-terms'];

/** Routes whose good requests need an open dispute. */
export const disputeRoutes: readonly RouteName[] = ['post-dispute-evidence', 'post-dispute-win', 'post-dispute-loss'];

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
  (select count(*) from pay.accounts),
  (select count(*) from pay.audit_log),
  (select sum(version) from pay.merchant_terms))`;
