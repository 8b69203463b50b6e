import type { RolledSpan } from '@redoubt/contracts';
import { ArchiveError } from './archive-error.ts';

/** The lines of an object of operations, and where they stand. */
export interface ArchivedText {
  /** Of the object they were read from, which may be a rolled one. */
  readonly key: string;
  /** Place of the first line there, from 1. */
  readonly firstLine: number;
  /** Every line with its end. */
  readonly text: string;
}

/**
 * Takes a rolled object apart into the objects that it holds, by ordinal; their lines are still to be verified.
 *
 * @throws ArchiveError `chain_broken` when it is torn, or does not hold as many as its key says
 */
export function rolledParts(
  { key, span }: { readonly key: string; readonly span: RolledSpan },
  text: string,
): ReadonlyMap<number, ArchivedText> {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw broken(`${key}:${lines.length + 1} is torn: the line has no end`);
  const parts = new Map<number, ArchivedText>();
  let at = 0;
  for (let ordinal = span.firstOrdinal; ordinal <= span.lastOrdinal; ordinal++) {
    const commands = commandsAfter(lines[at]);
    if (commands === undefined) throw broken(`${key}:${at + 1} is not where object ${ordinal} begins`);
    const end = at + 1 + commands;
    parts.set(ordinal, { key, firstLine: at + 1, text: `${lines.slice(at, end).join('\n')}\n` });
    at = end;
  }
  if (at < lines.length) throw broken(`${key}:${at + 1} is beyond object ${span.lastOrdinal}, the last one of its key`);
  return parts;
}

/** How many lines follow an object's first one. */
function commandsAfter(line: string | undefined): number | undefined {
  try {
    const { kind, commands } = JSON.parse(line ?? '');
    return kind === 'object' && Number.isSafeInteger(commands) && commands >= 0 ? commands : undefined;
  } catch {
    return undefined;
  }
}

function broken(message: string): ArchiveError {
  return new ArchiveError('chain_broken', message);
}
