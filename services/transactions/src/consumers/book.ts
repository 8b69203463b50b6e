import { RecoveryRequest } from '@redoubt/contracts';
import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { oldestUnbooked, proveBooking } from '../recovering/prove-booking.ts';
import { wireJournalCanary, wireJournalReader, wireLedger } from '../wiring.ts';

/** Time limit of a statement, in milliseconds: the heartbeat waits for the answer. */
const statementMsMax = 1_500;

/** How long a sample of the journal is taken for the present one, in milliseconds: a canary is cheaper. */
const sampleMsMax = 5_000;

const ledger = wireLedger({ statementMsMax });
const journal = wireJournalReader();
const canary = wireJournalCanary();

/** Outlives an invocation. */
let sample = { takenAtMs: 0, oldestMs: 0 };

async function oldestUnbookedMs(nowMs: number): Promise<number> {
  if (nowMs - sample.takenAtMs > sampleMsMax) {
    sample = { takenAtMs: nowMs, oldestMs: await oldestUnbooked({ ledger, journal }, nowMs) };
  }
  return sample.oldestMs;
}

/** Recovery hook, called in the active region every few seconds: proves that money can be booked. */
export const handler = taskHandler({
  input: RecoveryRequest,
  handle: ({ epoch, toRegion }) =>
    proveBooking({ ledger, canary, oldestUnbookedMs }, { epoch, originRegion: toRegion, nowMs: processClock.nowMs() }),
});
