import { listPaymentsRoute } from '../reading/list-payments.ts';
import { wireLedgerReader } from '../wiring.ts';

export const handler = listPaymentsRoute(wireLedgerReader());
