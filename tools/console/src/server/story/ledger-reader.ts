import { OperationPage, PaymentView, TransferPage } from '@redoubt/contracts';
import type { ConsoleHost } from '@redoubt/local-cloud';
import { type ApiHost, callApi } from '../acts/api-request.ts';
import { amountOf } from '../state/payment-book.ts';
import type { StoryReader } from './story-reader.ts';

/** A payment of the demo merchant as one region's API shows it: its operations and transfers, and up to when a copy is complete. */
export function ledgerReader(host: ApiHost & Pick<ConsoleHost, 'publicApi'>, region: string): StoryReader {
  const name = `${region}.${new URL(host.publicApi).hostname}`;
  const get = async (path: string) => {
    const answer = await callApi(host, { method: 'GET', name, path });
    return answer.status === 200 ? (JSON.parse(answer.body) as unknown) : answer.status;
  };
  return {
    name: `ledger as ${region} shows it`,
    async read(id) {
      const path = `/transactions/v1/payments/${id}`;
      const shown = await get(path);
      if (shown === 404) return [];
      if (typeof shown === 'number') throw new Error(`the API of ${region} answered ${shown}`);
      const view = PaymentView.parse(shown);
      const [operations, transfers] = await Promise.all([get(`${path}/operations`), get(`${path}/transfers`)]);
      const { data: done } = OperationPage.safeParse(operations).data ?? { data: [] };
      const { data: moved } = TransferPage.safeParse(transfers).data ?? { data: [] };
      const copy = view.as_of === undefined ? '' : `, from a copy complete up to ${view.as_of}`;
      return [
        {
          at: view.updated_at,
          region,
          kind: 'ledger' as const,
          title: view.status.replaceAll('_', ' '),
          text: `as the API of ${region} shows it, version ${view.version}${copy}`,
        },
        ...done.map((operation) => ({
          at: operation.created_at,
          region,
          kind: 'ledger' as const,
          title: operation.operation.replaceAll('_', ' '),
          text: `operation ${operation.id}, version ${operation.version}, ${amountOf(operation.amount_minor, operation.currency)}`,
        })),
        ...moved.map((transfer) => ({
          at: transfer.created_at,
          region,
          kind: 'transfer' as const,
          title: `${transfer.purpose.replaceAll('_', ' ')} ${amountOf(transfer.amount_minor, transfer.currency)}`,
          text: `${transfer.debit_account} → ${transfer.credit_account}`,
        })),
      ];
    },
  };
}
