import type { RegionContext } from '../../service-module.ts';
import type { S3Request } from '../s3-request.ts';
import { backlogOf } from './replica-call.ts';

/**
 * Publishes S3's metrics of a rule where a copy arrives: S3 does so in the region of the destination.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export function publishBacklog({ count }: RegionContext, destination: string, call: S3Request): void {
  const { source, rule, operations, bytes, latencySeconds } = backlogOf(call);
  const dimensions = { SourceBucket: source, DestinationBucket: destination, RuleId: rule };
  const values = {
    ReplicationLatency: latencySeconds,
    OperationsPendingReplication: operations,
    BytesPendingReplication: bytes,
  };
  for (const [name, value] of Object.entries(values)) count({ namespace: 'AWS/S3', name, dimensions }, value);
}
