/** Where a merchant wants its webhooks. Its secret is derived from the id and stored nowhere. */
export interface Endpoint {
  readonly endpointId: string;
  readonly merchantId: string;
  readonly url: string;
  /** RFC 3339. */
  readonly createdAt: string;
}
