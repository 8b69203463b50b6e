import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { listPaymentsRoute } from '../list-payments.ts';

export const handler = listPaymentsRoute(ledgerOfEnvironment());
