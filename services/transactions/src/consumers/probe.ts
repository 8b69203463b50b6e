import { RecoveryRequest } from '@redoubt/contracts';
import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { countAtStake } from '../recovering/count-at-stake.ts';
import { probeReadiness } from '../recovering/probe-readiness.ts';
import { wireJournalMeta, wireJournalReader } from '../wiring.ts';

const meta = wireJournalMeta();
const journal = wireJournalReader();

/** Recovery hook, called in the standby: whether transactions could take over here, and what would have to be recovered. */
export const handler = taskHandler({
  input: RecoveryRequest,
  handle: async ({ replicatedUpTo }) => {
    const probe = await probeReadiness(meta);
    if (replicatedUpTo === undefined) return probe;
    const span = { sinceMs: Date.parse(replicatedUpTo), nowMs: processClock.nowMs() };
    return { ...probe, atStake: await countAtStake(journal, span) };
  },
});
