import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { ArchivedLedger } from '../adapters/archived-ledger.ts';
import { checkLedger, settlementGraceHours } from '../maintaining/check-ledger.ts';
import { wireLease, wireLedgerChecks, wireStatements } from '../wiring.ts';

/** Comparing the books takes longer than booking; the Data API ends any statement after 45 s. */
const statementMsMax = 45_000;

const lease = wireLease();
const ledger = wireLedgerChecks({ statementMsMax });
const archived = new ArchivedLedger(wireStatements());

export const handler = taskHandler({
  input: z.object({ scope: z.enum(['changes', 'all']).default('changes') }),
  async handle({ scope }, { logger, metrics }) {
    const { canBook } = await lease.current();
    if (!canBook) return { checked: false };
    // Not measured by the function that archives: the alarm must ring when that one does not run.
    metrics.addMetric('ArchiveLag', 'Milliseconds', await archived.lagMs());
    // Not by the function that settles, for the same reason.
    metrics.addMetric('SettlementsOverdue', 'Count', await ledger.overdueSettlements(settlementGraceHours));
    const { rolledUp, drift } = await checkLedger(ledger, scope);
    metrics.addMetric('LedgerDrift', 'Count', drift.length);
    for (const found of drift) logger.error('ledger drift', { ...found });
    return { checked: true, scope, rolledUp, drift: drift.length };
  },
});
