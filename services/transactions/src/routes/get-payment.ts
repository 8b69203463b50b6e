import { withCanaries } from '@redoubt/lambda-kit';
import { viewPaymentRoute } from '../reading/view-payment.ts';
import { wireCanaryKey, wireKeys, wireLease, wireLedgerReader, wireReadModel } from '../wiring.ts';

/**
 * How long the ledger may take for one try, in milliseconds, before the read model is asked: a read by its key takes a few,
 * and three tries must leave time for the read model within the function's 10 s.
 */
const statementMsMax = 1_000;

export const handler = viewPaymentRoute({
  ledger: wireLedgerReader({ statementMsMax }),
  readModel: wireReadModel(),
  lease: wireLease(),
  keys: withCanaries(wireKeys(), wireCanaryKey()),
  now: () => new Date(),
});
