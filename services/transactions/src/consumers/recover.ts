import { RecoveryRequest } from '@redoubt/contracts';
import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { recoverLedger } from '../recovering/recover-ledger.ts';
import { reportInDoubt } from '../recovering/report-in-doubt.ts';
import { wireJournalReader, wireLedgerRecovery, wirePublisher } from '../wiring.ts';

/** Time of a page, in milliseconds; the piece of work under way then is finished. */
const pageMsMax = 8_000;

const dependencies = { ledger: wireLedgerRecovery(), journal: wireJournalReader(), publisher: wirePublisher() };

/** Recovery hook: applies what the journal has and the promoted ledger lacks, and announces it; a page a call. */
export const handler = taskHandler({
  input: RecoveryRequest,
  async handle({ epoch, toRegion: originRegion, cursor }, scope) {
    const nowMs = processClock.nowMs();
    const isTimeLeft = () => processClock.nowMs() < nowMs + pageMsMax;
    const onUnannounced = (events: number) => {
      if (events > 0) scope.logger.error('events refused by the bus', { events });
    };
    const page = { epoch, originRegion, nowMs, cursor, isTimeLeft };
    const result = await recoverLedger({ ...dependencies, onInDoubt: reportInDoubt(scope), onUnannounced }, page);
    scope.logger.info('ledger recovered', { ...result, epoch, region: originRegion });
    return result;
  },
});
