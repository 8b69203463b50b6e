import { type JournalMeta, journalSchema, type ProbeResult } from '@redoubt/contracts';
import type { JournalMetaItem } from '@redoubt/lambda-kit';

/** Whether this region's code could take over: it must read every record that the journal may hold. */
export async function probeReadiness(
  journal: Pick<JournalMetaItem, 'read'>,
  reads: number = journalSchema,
): Promise<ProbeResult> {
  const { schema: newest } = await journal.read();
  const reasons = reasonsAgainst({ newest, reads });
  return { service: 'transactions', ready: reasons.length === 0, reasons, journalSchema: { reads, newest } };
}

function reasonsAgainst({
  newest,
  reads,
}: {
  readonly newest: JournalMeta['schema'];
  readonly reads: number;
}): string[] {
  if (newest <= reads) return [];
  return [
    `the journal holds records of shape ${newest}, this region's code reads up to ${reads}; deploy it here first`,
  ];
}
