import { Resolver } from 'node:dns/promises';
import { Agent, request } from 'node:http';
import type { Credentials, FrontDoor, Sender } from './sender.ts';

/** An HTTP answer, its body as text. Header names are lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the attempt early. */
  readonly signal?: AbortSignal;
}

/** A request to the public name. */
export interface PublicRequest extends HttpRequest {
  readonly sender: Sender;
  /** Called with the resolved address before the request is sent. */
  readonly onAddress?: (address: string) => void;
}

/** No answer came: the request's effect is unknown. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/**
 * Timeout of one attempt, in milliseconds. Not shorter: early retries make an overload worse.
 */
export const attemptMsMax = 10_000;

/** The local DNS gets a second query when the first stays unanswered. */
const dnsTimeout = { timeout: 500, tries: 2 } as const;

/**
 * HTTP client of merchants and operators: resolves the public name before every attempt, and shows who sends it.
 *
 * Nothing is cached, so that the platform is measured and not a resolver's cache. A client that honors the record's TTL adds
 * up to that TTL: the report says so.
 */
export class PublicApi implements Disposable {
  readonly #url: URL;
  readonly #port: number;
  readonly #resolver = new Resolver(dnsTimeout);
  readonly #attemptMsMax: number;
  readonly #credentials: Credentials;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });

  /**
   * @param options.url base of the API, e.g. `http://api.dev.redoubt.example`
   * @param options.dns address and port of the DNS server, e.g. `127.0.0.1:4501`
   * @param options.port port of the regions' front doors
   * @param options.attemptMsMax timeout of one attempt, in milliseconds
   */
  constructor(options: {
    readonly url: string;
    readonly dns: string;
    readonly port: number;
    readonly attemptMsMax?: number;
    readonly credentials: Credentials;
  }) {
    this.#credentials = options.credentials;
    this.#attemptMsMax = options.attemptMsMax ?? attemptMsMax;
    this.#url = new URL(options.url);
    this.#port = options.port;
    this.#resolver.setServers([options.dns]);
  }

  /** Sends one attempt. @throws NoAnswerError when the name has no address, nobody listens, or time is up. */
  async send(attempt: PublicRequest): Promise<HttpAnswer> {
    const [address] = await this.#resolver.resolve4(this.#url.hostname).catch((cause: Error) => {
      throw new NoAnswerError(`no address for ${this.#url.hostname}: ${cause.message}`, { cause });
    });
    if (address === undefined) throw new NoAnswerError(`the DNS has no address for ${this.#url.hostname}`);
    attempt.onAddress?.(address);
    const to = { address, port: this.#port, host: this.#url.host, agent: this.#agent };
    return sendTo(to, await this.#shown(attempt, to), this.#attemptMsMax);
  }

  /** The request with what its sender shows at the door. */
  async #shown({ sender, headers = {}, ...attempt }: PublicRequest, to: FrontDoor): Promise<HttpRequest> {
    return { ...attempt, headers: await this.#credentials.headersOf(sender, { ...attempt, headers }, to) };
  }

  [Symbol.dispose](): void {
    this.#resolver.cancel();
    this.#agent.destroy();
  }
}

/** A server, addressed without DNS. */
export interface Destination {
  readonly address: string;
  readonly port: number;
  /** Value of the Host header. */
  readonly host: string;
  readonly agent?: Agent;
}

/** Sends one request to an address. @throws NoAnswerError when nobody listens or time is up. */
export function sendTo(to: Destination, attempt: HttpRequest, limitMs = attemptMsMax): Promise<HttpAnswer> {
  const { method, path, headers = {}, body } = attempt;
  return new Promise((resolve, reject) => {
    const timeout = AbortSignal.timeout(limitMs);
    const signal = attempt.signal === undefined ? timeout : AbortSignal.any([timeout, attempt.signal]);
    const fail = (cause: Error) => reject(new NoAnswerError(timeout.aborted ? 'timed out' : cause.message, { cause }));
    const outgoing = request(
      {
        host: to.address,
        port: to.port,
        method,
        path,
        signal,
        ...(to.agent === undefined ? {} : { agent: to.agent }),
        headers: {
          host: to.host,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', fail);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}
