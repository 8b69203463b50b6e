import { ServiceTable } from '@redoubt/cdk-kit';

/** The read model: what payments' events have said, for reads while no writer gives an answer. The ledger guards money. */
export const transactionsTable = new ServiceTable({
  resourceType: 'transactions-table',
  variable: 'TRANSACTIONS_TABLE',
  consistency: 'eventual',
});
