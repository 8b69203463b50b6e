import { listPaymentsRoute } from '../reading/list-payments.ts';
import { wireLedger } from '../wiring.ts';

export const handler = listPaymentsRoute(wireLedger());
