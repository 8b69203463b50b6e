import { type AttemptOutcome, outcomeOfStatus } from '../domain/attempt-outcome.ts';

/** How long a receiver may take to answer; Standard Webhooks asks receivers to answer at once and work later. */
const answerMsMax = 5_000;

/** Sends a webhook once. A redirect is an answer and is not followed. */
export async function sendWebhook(
  url: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<AttemptOutcome> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Redoubt-Webhooks/1', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMsMax),
    });
    // The body is not read: it may be of any size and has no meaning here.
    await answer.body?.cancel();
    return outcomeOfStatus(answer.status);
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return { kind: 'unconfirmed', text: isTimeout ? `no answer within ${answerMsMax} ms` : 'not reachable' };
  }
}
