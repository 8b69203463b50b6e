import { RecoveryRequest } from '@redoubt/contracts';
import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { proveBooking } from '../recovering/prove-booking.ts';
import { wireJournalCanary, wireJournalReader, wireLedger } from '../wiring.ts';

/** Time limit of a statement, in milliseconds: the heartbeat waits for the answer. */
const statementMsMax = 1_500;

const dependencies = {
  ledger: wireLedger({ statementMsMax }),
  journal: wireJournalReader(),
  canary: wireJournalCanary(),
};

/** Recovery hook, called in the active region every few seconds: proves that money can be booked. */
export const handler = taskHandler({
  input: RecoveryRequest,
  handle: ({ epoch, toRegion }) =>
    proveBooking(dependencies, { epoch, originRegion: toRegion, nowMs: processClock.nowMs() }),
});
