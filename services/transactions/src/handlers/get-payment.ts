import { ledgerOfEnvironment, readModelOfEnvironment } from '../adapters/function-ports.ts';
import { viewPaymentRoute } from '../view-payment.ts';

/**
 * How long the ledger may take for one try, in milliseconds, before the read model is asked: a read by its key takes a few,
 * and three tries must leave the function time for the other, of its 10 s.
 */
const statementMsMax = 1_000;

export const handler = viewPaymentRoute({
  ledger: ledgerOfEnvironment({ statementMsMax }),
  readModel: readModelOfEnvironment(),
  now: () => new Date(),
});
