import type { RecordSet } from '../../definitions/record-set.ts';

/**
 * Records that Route 53 would choose among now, with their share of the answers (shares add up to 1).
 *
 * Weighted: the healthy ones with a weight; when there is none, the healthy ones with weight zero; when nothing is
 * healthy, all count as healthy again. Failover: the primary while it is healthy, then the secondary while that is, then
 * the primary after all.
 *
 * @param records all of one name and type
 */
export function candidatesOf(
  records: readonly RecordSet[],
  isHealthy: (record: RecordSet) => boolean,
): readonly { readonly record: RecordSet; readonly share: number }[] {
  const byRole = (role: 'PRIMARY' | 'SECONDARY') =>
    records.filter(({ routing }) => routing.policy === 'failover' && routing.role === role);
  if (records.some(({ routing }) => routing.policy === 'failover')) {
    const [primary] = byRole('PRIMARY');
    const [secondary] = byRole('SECONDARY');
    const chosen = [primary, secondary].find((record) => record !== undefined && isHealthy(record));
    const answer = chosen ?? primary ?? secondary;
    return answer === undefined ? [] : [{ record: answer, share: 1 }];
  }
  const healthy = records.filter(isHealthy);
  const considered = healthy.length > 0 ? healthy : records;
  const weighted = considered.filter((record) => weightOf(record) > 0);
  const group = weighted.length > 0 ? weighted : considered;
  const sum = group.reduce((total, record) => total + weightOf(record), 0);
  return group.map((record) => ({ record, share: sum === 0 ? 1 / group.length : weightOf(record) / sum }));
}

/**
 * The record that is answered this time.
 *
 * @param draw from 0 up to but without 1
 */
export function chooseRecord(
  records: readonly RecordSet[],
  isHealthy: (record: RecordSet) => boolean,
  draw: number,
): RecordSet | undefined {
  let left = draw;
  for (const { record, share } of candidatesOf(records, isHealthy)) {
    if (left < share) return record;
    left -= share;
  }
  // Shares add up to 1 but for rounding.
  return candidatesOf(records, isHealthy).at(-1)?.record;
}

function weightOf({ routing }: RecordSet): number {
  return routing.policy === 'weighted' ? routing.weight : 1;
}
