import type { Client, ClientPathsWithMethod, FetchOptions, MethodResponse } from 'openapi-fetch';
import type { keyedPaths } from './generated/keyed-paths.ts';
import type { paths } from './generated/merchant-api.ts';

type Api = Client<paths>;
type Method = 'get' | 'post';

/** Paths below the public name, as the reference prints them: `/transactions/v1/payments/{id}`. */
export type PathOf<M extends Method> = ClientPathsWithMethod<Api, M>;

/** A path whose POST takes an idempotency key. */
type KeyedPath = (typeof keyedPaths)[number];

interface KeyOption {
  /**
   * Makes two calls one: with the same key and body nothing is done twice, in whichever region. 1 to 255 printable ASCII characters.
   *
   * @default - a random UUID for each call, the same in all its tries
   */
  readonly idempotencyKey?: string;
}

/** Parameters, body and abort signal of a call. */
export type OptionsOf<M extends Method, Path extends PathOf<M>> = Pick<
  FetchOptions<paths[Path][M]>,
  'params' | 'body' | 'signal'
> &
  (M extends 'post' ? (Path extends KeyedPath ? KeyOption : unknown) : unknown);

/** Paths that are read without any options: they have no parameter that is required. */
export type PlainPath = {
  [Path in PathOf<'get'>]: paths[Path] extends { get: { parameters: infer Parameters } }
    ? Record<never, never> extends Parameters
      ? Path
      : never
    : never;
}[PathOf<'get'>];

/** A call's success. */
export interface Answer<M extends Method, Path extends PathOf<M>> {
  readonly data: MethodResponse<Api, M, Path>;
  /** E.g. `ETag`, `X-Served-By`, `Age`. */
  readonly headers: Headers;
  /** Key that the call was sent with; undefined for reads, and for writes that take none. */
  readonly idempotencyKey: string | undefined;
}
