import { tokenHeader } from '../../protocol/http/caller-check.ts';
import { urlOf } from '../../protocol/port-plan.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';

/** Time a region may take to answer, in milliseconds: a promotion and a rejoin take the longest. */
const answerMsMax = 30_000;

/**
 * Asks a region process at its AWS endpoint, `POST /_local/<hook>`.
 *
 * @throws Error when the region is not there, or with its failure
 */
export async function callRegion(
  { endpoint, token }: { readonly endpoint: SocketAddress; readonly token: string },
  hook: string,
  body: unknown,
  waitMsMax = answerMsMax,
): Promise<unknown> {
  const answer = await fetch(`${urlOf(endpoint)}/_local/${hook}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [tokenHeader]: token },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(waitMsMax),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${hook} at ${urlOf(endpoint)} answered ${answer.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
