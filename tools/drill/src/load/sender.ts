/** Who a request comes from. */
export type Sender =
  /** A merchant, with its key that may do everything. */
  | { readonly kind: 'merchant'; readonly merchantId: string }
  /** A merchant's program, with a key that may read payments and nothing else. */
  | { readonly kind: 'reader'; readonly merchantId: string }
  /** Whoever shows this key, good or not. */
  | { readonly kind: 'holder'; readonly key: string }
  /** An operator of ours, by a signed request. */
  | { readonly kind: 'operator' }
  /** Somebody who shows no key. */
  | { readonly kind: 'nobody' };

/** A request whose headers its sender completes. */
export interface UnsignedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Where a request is sent to. */
export interface FrontDoor {
  readonly address: string;
  /** Value of the Host header: the public name, or a region's own. */
  readonly host: string;
}

/** Shows at the door who sends. */
export interface Credentials {
  /**
   * Headers of a request, with those by which its sender is known where it is sent to: an operator's signature is good in one region
   * and under one name.
   */
  headersOf(sender: Sender, request: UnsignedRequest, to: FrontDoor): Promise<Readonly<Record<string, string>>>;
}

/** A key that looks like one and that nobody was given. */
export const madeUpKey = `rk_live_${'0'.repeat(20)}_${'A'.repeat(43)}`;
