/*
 * Rolled objects: consecutive objects of operations one after the other in a larger one, every byte as it was. Seals and links
 * stay what they are, so that whoever reads a rolled object verifies the same chain.
 */

/** Below this key prefix are the rolled objects, by epoch and ordinals. */
export const archivedRollsPrefix = 'ledger/rolled/';

/** The objects of operations that a rolled one holds: its key says all three. */
export interface RolledSpan {
  readonly epoch: number;
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
}

/** Key of a rolled object, e.g. `ledger/rolled/000002/0000000017-0000000940.ndjson`; keys sort by place. */
export function rolledKeyOf({ epoch, firstOrdinal, lastOrdinal }: RolledSpan): string {
  const [first, last] = [firstOrdinal, lastOrdinal].map((ordinal) => String(ordinal).padStart(10, '0'));
  return `${rolledPrefixOf(epoch)}${first}-${last}.ndjson`;
}

/** The span that a key names; undefined for keys of other things. */
export function rolledSpanOf(key: string): RolledSpan | undefined {
  const [, epoch, first, last] = /^ledger\/rolled\/(\d{6})\/(\d{10})-(\d{10})\.ndjson$/.exec(key) ?? [];
  if (epoch === undefined || first === undefined || last === undefined || first > last) return undefined;
  return { epoch: Number(epoch), firstOrdinal: Number(first), lastOrdinal: Number(last) };
}

/** Key prefix of an epoch's rolled objects. */
export function rolledPrefixOf(epoch: number): `${string}/` {
  return `${archivedRollsPrefix}${String(epoch).padStart(6, '0')}/`;
}
