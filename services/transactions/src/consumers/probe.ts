import { RecoveryRequest } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import { nothingRecovered } from '../recovering/nothing-recovered.ts';
import { probeLedger } from '../recovering/probe-ledger.ts';
import { wireLedger } from '../wiring.ts';

const ledger = wireLedger();

/** Recovery hook: succeeds when payments of this epoch can be booked in this region. */
export const handler = taskHandler({
  input: RecoveryRequest,
  async handle({ epoch }) {
    await probeLedger(ledger, epoch);
    return nothingRecovered;
  },
});
