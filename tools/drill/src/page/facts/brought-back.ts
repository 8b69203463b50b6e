import { operationIdOf } from '@redoubt/contracts';
import type { Histories } from '../../evidence-folder/histories.ts';
import { acknowledgedId } from '../../witness/read-book.ts';

/** A command that was answered, and that the ledger got from the journal. */
export interface BroughtBack {
  readonly answeredMs: number;
  readonly bookedMs: number;
}

interface ArchivedLine {
  readonly commandId?: string;
  readonly recordedAt?: string;
  readonly operation?: { readonly appliedBy?: string } | null;
}

/** Commands that clients had an answer to before the recovery booked them, on the drill's clock. */
export function broughtBack({ book, evidence, archive }: Histories, startedAt: string): readonly BroughtBack[] {
  const recorded = new Map<string, number>();
  for (const line of archive.text.split('\n').filter((it) => it !== '')) {
    const { commandId, recordedAt, operation } = JSON.parse(line) as ArchivedLine;
    if (commandId === undefined || recordedAt === undefined || operation?.appliedBy !== 'recovery') continue;
    recorded.set(commandId, Date.parse(recordedAt) - Date.parse(startedAt));
  }
  const answered = new Map<string, number>();
  for (const entry of book) {
    if (entry.kind !== 'answer' || (entry.status !== 202 && entry.status !== 201)) continue;
    const id = entry.status === 202 ? acknowledgedId(entry.body) : idIn(entry.body);
    if (!answered.has(id)) answered.set(id, entry.atMs);
  }
  return evidence.ledger.operations.flatMap(({ commandId, paymentId, version }) => {
    const bookedMs = recorded.get(commandId);
    const answeredMs = answered.get(version === 2 ? paymentId : operationIdOf(commandId));
    if (bookedMs === undefined || answeredMs === undefined || answeredMs > bookedMs) return [];
    return [{ answeredMs, bookedMs }];
  });
}

function idIn(body: string): string {
  try {
    return String((JSON.parse(body) as { readonly id?: unknown }).id ?? '');
  } catch {
    return '';
  }
}
