import { type AtStake, journalSlotMs, journalSlotsBetween } from '@redoubt/contracts';
import type { JournalFinding, JournalReader } from '@redoubt/lambda-kit';

/** Minutes of the journal that are counted at most: people are asked within seconds. */
const minutesMax = 10;

/** Commands that are read at most. */
const commandsMax = 5_000;

/**
 * Counts what was accepted since a moment, payments and money by currency: the database alone would lose it, were it not in the
 * journal.
 */
export async function countAtStake(
  journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): Promise<AtStake> {
  const fromMs = Math.max(sinceMs, nowMs - minutesMax * journalSlotMs);
  const commandIds = await journal.commandIdsIn(journalSlotsBetween({ fromMs, toMs: nowMs }));
  const findings = await journal.commandsOf(commandIds.slice(0, commandsMax));
  const isPartial = fromMs > sinceMs || commandIds.length > commandsMax;
  return { ...sumOf(findings.filter((finding) => isSince(finding, sinceMs))), isPartial };
}

/** A record that can't be read was accepted all the same: it counts as a command. */
function isSince(finding: JournalFinding, sinceMs: number): boolean {
  return finding.kind === 'unreadable' || Date.parse(finding.record.command.acceptedAt) >= sinceMs;
}

function sumOf(findings: readonly JournalFinding[]): Omit<AtStake, 'isPartial'> {
  const amounts = new Map<string, bigint>();
  let payments = 0;
  for (const finding of findings) {
    if (finding.kind === 'unreadable') continue;
    const { command } = finding.record;
    if (command.type !== 'CreatePayment' || command.canary === true) continue;
    payments += 1;
    amounts.set(command.currency, (amounts.get(command.currency) ?? 0n) + BigInt(command.amountMinor));
  }
  const amountsMinor = Object.fromEntries([...amounts].map(([currency, sum]) => [currency, String(sum)]));
  return { commands: findings.length, payments, amountsMinor };
}
