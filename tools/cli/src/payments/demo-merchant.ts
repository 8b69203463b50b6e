import { demoMerchantId } from '@redoubt/console';
import { CreatedEndpoint, headers } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { CliError } from '../cli-error.ts';
import { untilAnswered } from './until-answered.ts';

/** Longest wait for regions that have just started, in milliseconds: Ctrl-C ends it earlier, a slow machine does not. */
export const startMsMax = 10 * 60_000;

/** Registers the demo merchant's webhook endpoint over HTTP, as a merchant does. @throws CliError `no_answer` */
export async function registerDemoMerchant(
  cloud: LocalCloud,
  accessKey: string,
  { onRetry, signal }: { readonly onRetry: (answer: string) => void; readonly signal: AbortSignal },
): Promise<CreatedEndpoint> {
  const request = {
    method: 'POST',
    accessKey,
    headers: { 'Content-Type': 'application/json', [headers.idempotencyKey]: `demo-${demoMerchantId}` },
    body: JSON.stringify({ merchant_id: demoMerchantId, url: cloud.inboxUrl }),
    waitMsMax: startMsMax,
    onRetry,
  };
  const response = await untilAnswered(cloud, '/notifications/v1/endpoints', request, signal);
  const body = await response.text();
  if (response.status === 201) return CreatedEndpoint.parse(JSON.parse(body));
  throw new CliError({
    code: 'no_answer',
    what: `registering a webhook endpoint must answer 201, got ${response.status} ${body.slice(0, 200)}`,
    why: 'the notifications service does not work in the active region',
    fix: `grep -i error ${cloud.dataDir}/*/*.log`,
  });
}
