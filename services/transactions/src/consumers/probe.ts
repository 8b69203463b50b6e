import { RecoveryRequest } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import { probeReadiness } from '../recovering/probe-readiness.ts';
import { wireJournalMeta } from '../wiring.ts';

const journal = wireJournalMeta();

/** Recovery hook, called in the standby: whether transactions could take over here. */
export const handler = taskHandler({
  input: RecoveryRequest,
  handle: () => probeReadiness(journal),
});
