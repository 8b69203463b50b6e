import type { Endpoint, PauseReason, SecretRoll } from './domain/endpoint.ts';

export type EndpointPlace = Pick<Endpoint, 'endpointId' | 'merchantId'>;

/** Undefined stays as it is. */
export interface EndpointUpdate {
  readonly url?: Endpoint['url'] | undefined;
  readonly events?: Endpoint['events'];
}

/** Where endpoints are kept. */
export interface EndpointStore {
  /**
   * Stores an endpoint unless its id is known; returns what is stored afterwards, paused, deleted or not.
   *
   * @throws FaultError `store_unreachable`
   */
  add(endpoint: Endpoint): Promise<{ readonly isNew: boolean; readonly stored: Endpoint }>;
  /** Those that webhooks are sent to; paused ones are not read. @throws FaultError `store_unreachable` */
  ofMerchant(merchantId: string): Promise<readonly Endpoint[]>;
  /** An endpoint, paused or not; one that was deleted is `undefined`. @throws FaultError `store_unreachable` */
  ofId(endpoint: EndpointPlace): Promise<Endpoint | undefined>;
  /**
   * Notes that an endpoint does not confirm any more; the first time counts until `markWell`.
   *
   * @throws FaultError `store_unreachable`
   */
  markFailing(endpoint: EndpointPlace, now: Date): Promise<void>;
  /** Notes that an endpoint confirms again. @throws FaultError `store_unreachable` */
  markWell(endpoint: EndpointPlace): Promise<void>;
  /**
   * Sends nothing to an endpoint until it is resumed; the first time counts.
   *
   * @returns whether it is paused by this call
   * @throws FaultError `store_unreachable`
   */
  pause(endpoint: EndpointPlace, pause: { readonly reason: PauseReason; readonly now: Date }): Promise<boolean>;
  /** Sends to a paused endpoint again. @returns whether it was paused @throws FaultError `store_unreachable` */
  resume(endpoint: EndpointPlace): Promise<boolean>;
  /** Changes where or what is sent; undefined stays as it is. @throws FaultError `store_unreachable` */
  change(endpoint: EndpointPlace, change: EndpointUpdate): Promise<Endpoint | undefined>;
  /** Deletes an endpoint for ever. @throws FaultError `store_unreachable` */
  remove(endpoint: EndpointPlace, now: Date): Promise<void>;
  /**
   * Adds a secret, unless others were added since.
   *
   * @param known the endpoint as it was read
   * @returns whether it is added
   * @throws FaultError `store_unreachable`
   */
  addRoll(known: Endpoint, roll: SecretRoll): Promise<boolean>;
}

/** Where an endpoint stands in the list. */
export type ListPlace = Pick<Endpoint, 'endpointId'> & { readonly isPaused: boolean };

/** Where endpoints are listed: those that are sent to first, each by id. */
export interface EndpointReader {
  /** @throws FaultError `store_unreachable` */
  page(
    merchantId: string,
    page: { readonly after: ListPlace | undefined; readonly pageMax: number },
  ): Promise<{ readonly endpoints: readonly Endpoint[]; readonly hasMore: boolean }>;
}
