import type { Comparison, RebuiltLedger, RestoreProgress } from '@redoubt/ledger-archive';
import { table } from './table.ts';

/** Result of a rebuild. */
export interface RebuildReport {
  /** Region whose archive was read. */
  readonly region: string;
  readonly bucket: string;
  readonly rebuilt: RebuiltLedger;
  /** Region of the ledger that it was compared with. */
  readonly comparedWith?: string;
  readonly comparison?: Comparison;
}

/** How far a restoration has come, for people. */
export function restoreLine({ restored, total, since }: RestoreProgress): string {
  return `${restored} of ${total} objects restored from Glacier since ${since.toISOString().slice(0, 16)}Z; that takes hours`;
}

/** Commands and differences that are shown; the JSON holds all. */
const shownMax = 10;

/** A rebuild for people: objects read, dead branches of a lost region, and the comparison. */
export function rebuildLines({ bucket, rebuilt, comparedWith, comparison }: RebuildReport): readonly string[] {
  const { head, epoch, objects, commands, unfinished, deadBranches } = rebuilt;
  return [
    `The ledger was rebuilt from s3://${bucket}: ${commands} commands in ${objects} objects.`,
    `Its newest object is ${head.key} of epoch ${epoch}, with hash ${head.hash}.`,
    ...deadBranches.map(
      ({ key, commands: count, unknownCommands }) =>
        `${key} was left by a lost region: ${count} commands, ${unknownCommands.length === 0 ? 'all known to the ledger' : `unknown to the ledger: ${listed(unknownCommands)}`}.`,
    ),
    ...(unfinished.length === 0
      ? []
      : [`Left out, because the one before each is not archived yet: ${listed(unfinished)}.`]),
    ...(comparison === undefined ? [] : comparisonLines(comparison, comparedWith ?? '')),
  ];
}

function comparisonLines({ isEqual, tables, differences }: Comparison, region: string): readonly string[] {
  const rows = tables.map(({ table: name, rows, differences: count, forgotten }) => [
    name,
    `${rows} rows`,
    count === 0 ? 'equal' : `${count} DIFFER`,
    forgotten === 0 ? '' : `${forgotten} only in the archive, by age`,
  ]);
  const shown = differences.slice(0, shownMax).map(({ table: name, key, kind, columns = [] }) => {
    const how = { only_rebuilt: 'is only in the archive', only_in_ledger: 'is only in the ledger' } as const;
    return `  ${name} ${key} ${kind === 'differs' ? `differs in ${columns.join(', ')}` : how[kind]}`;
  });
  const counted = tables.reduce((sum, { differences: count }) => sum + count, 0);
  return [
    '',
    ...table(rows).map((line) => `  ${line}`),
    ...shown,
    ...(counted > shown.length ? [`  … and ${counted - shown.length} more`] : []),
    '',
    isEqual ? `It is the ledger of ${region}, row by row.` : `It is NOT the ledger of ${region}.`,
  ];
}

function listed(ids: readonly string[]): string {
  const rest = ids.length - shownMax;
  return `${ids.slice(0, shownMax).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
