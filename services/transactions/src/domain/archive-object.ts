import { archiveKeyOf, genesisHash, sealed } from '@redoubt/contracts';
import type { PinnedObject } from '../archiving/archive-answers.ts';

/** An object as it stands in the archive. */
export interface ArchiveObject {
  readonly key: string;
  /** NDJSON; each line ends with a line feed. */
  readonly text: string;
  /** Of its last line: what the next object goes on from. */
  readonly hash: string;
}

/**
 * Makes the object that holds these commands: the same bytes in every region and at any time.
 *
 * @param commands in the ledger's order
 */
export function archiveObjectOf(
  { epoch, ordinal, region, schema, watermark, commands: count, previous }: PinnedObject,
  commands: readonly Readonly<Record<string, unknown>>[],
): ArchiveObject {
  if (commands.length !== count) {
    throw new Error(`archive object ${ordinal} holds ${count} commands, got ${commands.length} from the ledger`);
  }
  const previousObject = previous.ordinal === 0 ? null : archiveKeyOf(previous);
  const first = {
    ...{ kind: 'object', form: 1, epoch, ordinal, region, schema, previousObject, commands: count },
    ...(watermark === null ? {} : { watermark }),
  };
  let hash = previous.ordinal === 0 ? genesisHash : previous.hash;
  const lines = [first, ...commands.map((command) => ({ kind: 'command', ...command }))].map((line) => {
    const tied = sealed(line, hash);
    hash = tied.hash;
    return `${JSON.stringify(tied)}\n`;
  });
  return { key: archiveKeyOf({ epoch, ordinal }), text: lines.join(''), hash };
}
