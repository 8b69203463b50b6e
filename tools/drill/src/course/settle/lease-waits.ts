import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type FailoverReport, platformParameterName } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import type { LeaseWait } from '../../evidence/conduct.ts';

/** Length of a lease in this deployment, in milliseconds. */
export async function readLeaseMs(cloud: LocalCloud, region: string): Promise<number> {
  const { endpoint, credentials } = cloud.awsEndpoint(region);
  const parameters = new SSMClient({ endpoint, credentials, region });
  try {
    const { suffix } = await cloud.status();
    const Name = platformParameterName(suffix, 'leaseMs');
    return Number((await parameters.send(new GetParameterCommand({ Name }))).Parameter?.Value);
  } finally {
    parameters.destroy();
  }
}

/** How long the takeovers of these reports waited for leases, where that was recorded. */
export function leaseWaitsIn(reports: readonly Pick<FailoverReport, 'epoch' | 'stages'>[]): readonly LeaseWait[] {
  return reports.flatMap(({ epoch, stages }) => {
    const wait = stages.find(({ stage }) => stage === 'wait-lease');
    return wait === undefined ? [] : [{ epoch, waitedMs: Date.parse(wait.endedAt) - Date.parse(wait.startedAt) }];
  });
}
