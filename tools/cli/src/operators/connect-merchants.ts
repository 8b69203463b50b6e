import { connectLocalCloud, type LocalCloud } from '@redoubt/local-cloud';
import { MerchantsClient } from './merchants-client.ts';
import { OperatorClient } from './operator-client.ts';

/** Connects to the merchants service of a local cloud that runs. */
export async function connectMerchants(
  portBase: number,
  signal: AbortSignal,
): Promise<{ readonly cloud: LocalCloud; readonly merchants: MerchantsClient }> {
  const cloud = await connectLocalCloud({ portBase });
  return { cloud, merchants: new MerchantsClient(new OperatorClient({ cloud, signal })) };
}
