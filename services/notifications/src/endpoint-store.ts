import type { Endpoint } from './domain/endpoint.ts';

/** Where endpoints are kept. */
export interface EndpointStore {
  /**
   * Stores an endpoint unless its id is known; returns what is stored afterwards.
   *
   * @throws FaultError `store_unreachable`
   */
  add(endpoint: Endpoint): Promise<{ readonly isNew: boolean; readonly stored: Endpoint }>;
  /** @throws FaultError `store_unreachable` */
  ofMerchant(merchantId: string): Promise<readonly Endpoint[]>;
  /**
   * Sends nothing to an endpoint any more; the first time counts.
   *
   * @throws FaultError `store_unreachable`
   */
  disable(endpoint: Pick<Endpoint, 'endpointId' | 'merchantId'>, now: Date): Promise<void>;
}
