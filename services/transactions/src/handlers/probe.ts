import { RecoveryRequest } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { nothingRecovered } from '../nothing-recovered.ts';
import { probeLedger } from '../probe-ledger.ts';

const ledger = ledgerOfEnvironment();

/** Recovery hook: succeeds when payments of this epoch can be booked in this region. */
export const handler = taskHandler({
  input: RecoveryRequest,
  async handle({ epoch }) {
    await probeLedger(ledger, epoch);
    return nothingRecovered;
  },
});
