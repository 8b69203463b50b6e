import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import { tokenHeader } from '../../protocol/http/caller-check.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';

/** Longest wait for control, in milliseconds: a promotion is the longest of its works. */
const answerWaitMsMax = 60_000;

const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/**
 * Calls the control process' internal API.
 *
 * @throws AwsError with control's code when it refuses
 */
export async function callControl(
  { control, token }: { readonly control: SocketAddress; readonly token: string },
  path: string,
  body: unknown,
): Promise<unknown> {
  const response = await fetch(`http://${control.host}:${control.port}/internal/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [tokenHeader]: token },
    body: JSON.stringify(body ?? null),
    signal: AbortSignal.timeout(answerWaitMsMax),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return answer;
  const { error } = Refusal.parse(answer);
  throw new AwsError(error.code, error.message, response.status);
}
