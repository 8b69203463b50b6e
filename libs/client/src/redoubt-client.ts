import createClient, { type Client } from 'openapi-fetch';
import type { Answer, OptionsOf, PathOf, PlainPath } from './call-types.ts';
import { checkedOptions, checkPathParameters, type RedoubtClientOptions } from './checks.ts';
import type { paths } from './generated/merchant-api.ts';
import { idempotencyKeyFor } from './idempotency-key.ts';
import type { ReadAnswer } from './transport/outcome.ts';
import { retryDefaults } from './transport/retry-bounds.ts';
import { type SendCallDependencies, sendCall } from './transport/send-call.ts';
import { realTime, type Time } from './transport/time.ts';

/** Options of any call, once its types have been checked. */
interface AnyOptions {
  readonly params?: { readonly path?: Readonly<Record<string, unknown>> };
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
  readonly idempotencyKey?: string;
}

/** `openapi-fetch` without the types, which the methods below have checked. */
type AnyRequest = (
  method: string,
  path: string,
  init: object,
) => Promise<{ readonly data?: unknown; readonly response: Response }>;

/** The API as a merchant uses it; operators' routes are not in it. No inspection of a client shows its key. */
export class RedoubtClient {
  readonly #request: AnyRequest;
  readonly #authorization: string;
  readonly #writes: SendCallDependencies;
  readonly #reads: SendCallDependencies;

  /** @throws TypeError when an address is none, or the key */
  constructor(options: RedoubtClientOptions, time: Time = realTime) {
    const { baseUrl, key, regions, fetch, retry } = checkedOptions(options);
    this.#authorization = `Bearer ${key}`;
    this.#writes = { bases: [baseUrl], bounds: { ...retryDefaults, ...retry }, fetch, time };
    this.#reads = { ...this.#writes, bases: [baseUrl, ...regions] };
    const api: Client<paths> = createClient<paths>({ baseUrl: placeholder });
    this.#request = api.request as unknown as AnyRequest;
  }

  /**
   * Reads: from the shared name, and while it gives no answer from the regions'.
   *
   * @throws RedoubtProblem when it is refused, NoAnswer within the bounds of retries
   */
  get<Path extends PlainPath>(path: Path, options?: OptionsOf<'get', Path>): Promise<Answer<'get', Path>>;
  get<Path extends PathOf<'get'>>(path: Path, options: OptionsOf<'get', Path>): Promise<Answer<'get', Path>>;
  async get(path: string, options?: AnyOptions): Promise<unknown> {
    return await this.#call('GET', path, options);
  }

  /**
   * Writes: through the shared name alone, which leads to the region that may.
   *
   * @throws RedoubtProblem when it is refused, NoAnswer when its outcome is unknown
   */
  async post<Path extends PathOf<'post'>>(path: Path, options: OptionsOf<'post', Path>): Promise<Answer<'post', Path>> {
    return (await this.#call('POST', path, options as AnyOptions)) as Answer<'post', Path>;
  }

  async #call(method: 'GET' | 'POST', path: string, { params, body, signal, idempotencyKey }: AnyOptions = {}) {
    checkPathParameters(params?.path);
    const key = method === 'POST' ? idempotencyKeyFor(path, idempotencyKey) : undefined;
    const send = async (request: Request): Promise<Response> => {
      const { pathname, search } = new URL(request.url);
      const headers = new Headers(request.headers);
      headers.set('Authorization', this.#authorization);
      if (key !== undefined) headers.set('Idempotency-Key', key);
      const call = {
        method,
        path: `${pathname}${search}`,
        headers,
        body: body === undefined ? undefined : await request.text(),
        idempotencyKey: key,
        signal: signal ?? undefined,
      };
      return responseOf(await sendCall(call, method === 'GET' ? this.#reads : this.#writes));
    };
    const { data, response } = await this.#request(method, path, {
      ...(params === undefined ? {} : { params }),
      ...(body === undefined ? {} : { body }),
      fetch: send,
    });
    return { data, headers: response.headers, idempotencyKey: key };
  }
}

/** Makes of a path a URL that `openapi-fetch` can build; requests go to the client's own addresses. */
const placeholder = 'https://redoubt.invalid';

const responseOf = ({ status, headers, text }: ReadAnswer): Response =>
  new Response(text, { status, headers: new Headers([...headers].filter(([name]) => name !== 'content-length')) });
