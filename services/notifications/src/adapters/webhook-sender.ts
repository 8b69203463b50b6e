import { Resolver } from 'node:dns/promises';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AttemptOutcome, outcomeOfAnswer } from '../domain/attempt-outcome.ts';
import { urlRefusal } from '../domain/endpoint-url.ts';
import { publicAddressOf, type ResolveName } from './public-address.ts';

/** How long a receiver may take to answer; Standard Webhooks asks receivers to answer at once and work later. */
const answerMsMax = 5_000;

/** A question to the DNS is repeated once after this time, in milliseconds. */
const dnsMsMax = 1_000;

export interface WebhookMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookSenderProps {
  /** Receivers of the local cloud, which are sent to over plain http; none on AWS. */
  readonly localOrigins: readonly string[];
  /** @default - asks the DNS */
  readonly resolve?: ResolveName;
}

/**
 * Sends a webhook once, to a public address only.
 *
 * The name is resolved here, its addresses are checked, and the connection goes to the checked address: a name that
 * changes between check and connection (DNS rebinding) leads nowhere else. A redirect is an answer and is not followed.
 */
export function webhookSender({ localOrigins, resolve = resolvePublicly }: WebhookSenderProps) {
  return async (url: string, message: WebhookMessage): Promise<AttemptOutcome> => {
    const refusal = urlRefusal(url, localOrigins);
    if (refusal !== undefined) return { kind: 'unconfirmed', text: refusal };
    const target = new URL(url);
    if (localOrigins.includes(target.origin)) return send(httpRequest, target, { host: target.hostname }, message);
    const address = await publicAddressOf(target.hostname, resolve).catch(() => 'unknown' as const);
    if (address === 'unknown') return { kind: 'unconfirmed', text: 'the name is not in the DNS' };
    if (address === undefined) return { kind: 'unconfirmed', text: 'the name leads to an address that is not public' };
    // The certificate must be the name's; the connection goes to the address.
    return send(httpsRequest, target, { host: address, servername: target.hostname }, message);
  };
}

function send(
  request: typeof httpRequest,
  { port, pathname, search, host: hostHeader }: URL,
  to: RequestOptions & { readonly servername?: string },
  { headers, body }: WebhookMessage,
): Promise<AttemptOutcome> {
  const { promise, resolve } = Promise.withResolvers<AttemptOutcome>();
  const options = {
    ...to,
    port,
    path: `${pathname}${search}`,
    method: 'POST',
    headers: {
      host: hostHeader,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Redoubt-Webhooks/1',
      ...headers,
    },
    // A connection of its own: one that is kept would outlive the check of its address.
    agent: false,
    signal: AbortSignal.timeout(answerMsMax),
  };
  request(options, (response) => {
    // The body is not read: it may be of any size and has no meaning here.
    response.destroy();
    const { statusCode: status = 0, headers: answered } = response;
    resolve(outcomeOfAnswer({ status, retryAfter: answered['retry-after'], now: new Date() }));
  })
    .on('error', (error) => {
      const isTimeout = error.cause instanceof Error && error.cause.name === 'TimeoutError';
      resolve({ kind: 'unconfirmed', text: isTimeout ? `no answer within ${answerMsMax} ms` : 'not reachable' });
    })
    .end(body);
  return promise;
}

/** Asks the DNS itself: the machine's own names and search domains don't count. */
function resolvePublicly(name: string): Promise<readonly string[]> {
  return new Resolver({ timeout: dnsMsMax, tries: 2 }).resolve4(name);
}
