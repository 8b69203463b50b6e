import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { viewPaymentRoute } from '../view-payment.ts';

export const handler = viewPaymentRoute(ledgerOfEnvironment());
