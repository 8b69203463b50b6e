import type { MetricQuery } from '../../service-module.ts';
import type { Replicator } from './replicator.ts';

/** Value of S3's replication metrics of a rule, in the region of the source. */
export function replicationMetric(
  { namespace, name, dimensions }: MetricQuery,
  replicators: readonly Replicator[],
): number | undefined {
  if (namespace !== 'AWS/S3') return undefined;
  const { SourceBucket, DestinationBucket, RuleId } = dimensions;
  const replicator = replicators.find(
    ({ bucket: { name: source, rule } }) =>
      source === SourceBucket && rule?.destination === DestinationBucket && rule?.id === RuleId,
  );
  const backlog = replicator?.backlog();
  switch (name) {
    case 'ReplicationLatency':
      return backlog?.latencySeconds;
    case 'OperationsPendingReplication':
      return backlog?.operations;
    case 'BytesPendingReplication':
      return backlog?.bytes;
  }
  return undefined;
}
