import type { RetryBounds } from './transport/retry-bounds.ts';

export interface RedoubtClientOptions {
  /** The shared name, which follows the active region: `https://api.dev.redoubt.example`. */
  readonly baseUrl: string;
  /** `rk_live_…` or `rk_test_…`, with the scopes that the calls need. */
  readonly key: string;
  /**
   * The regions' own names, which reads fall back to.
   *
   * @default - reads have the shared name alone
   */
  readonly regions?: readonly [string, string];
  /**
   * Sends one request.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /**
   * Bounds of retries.
   *
   * @default retryDefaults
   */
  readonly retry?: Partial<RetryBounds>;
}

/** Options with nothing left open. Texts of errors never hold the key. @throws TypeError */
export function checkedOptions({
  baseUrl,
  key,
  regions,
  fetch = (url, init) => globalThis.fetch(url, init),
  retry = {},
}: RedoubtClientOptions): Required<Omit<RedoubtClientOptions, 'regions'>> & { readonly regions: readonly string[] } {
  if (!/^rk_(live|test)_[0-9a-f]{20}_[A-Za-z0-9_-]{43}$/.test(key))
    throw new TypeError('key must be an access key, rk_live_… or rk_test_…: as it was shown, without Bearer before it');
  return { baseUrl: baseOf(baseUrl), key, regions: (regions ?? []).map(baseOf), fetch, retry };
}

/** An address without the slash at its end. */
function baseOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol) || parsed.search !== '' || parsed.hash !== '')
    throw new TypeError(`an address must be like https://api.dev.redoubt.example, got ${JSON.stringify(url)}`);
  return `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`;
}

/** Refuses parameters that would lead to another path than the one that is named. @throws TypeError */
export function checkPathParameters(parameters: Readonly<Record<string, unknown>> = {}): void {
  for (const [name, value] of Object.entries(parameters))
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value))
      throw new TypeError(`${name} must be an id, got ${JSON.stringify(value)}`);
}
