/**
 * The lane of an endpoint: what waits for it is sent by one turn at a time, so that an endpoint that is slow or dead holds up
 * nothing but its own webhooks.
 */
export interface Lane {
  readonly endpointId: string;
  readonly merchantId: string;
  /** RFC 3339; when its next turn is due. */
  readonly dueAt: string;
  /** RFC 3339; until when its receiver is left alone, whatever is put into the lane meanwhile. */
  readonly notBefore?: string | undefined;
  /** RFC 3339; when something was put into it last. */
  readonly wokenAt: string;
  /** Grows whenever something is put into it. */
  readonly wakes: number;
}

export interface LaneStore {
  /** Makes a lane due at a time, or leaves it due earlier. @throws FaultError `store_unreachable` */
  wake(
    endpoint: Pick<Lane, 'endpointId' | 'merchantId'>,
    when: { readonly at: Date; readonly now: Date; readonly notBefore?: Date | undefined },
  ): Promise<void>;
  /** Lanes whose turn is due, those that have waited longest first. @throws FaultError `store_unreachable` */
  due(now: Date, lanesMax: number): Promise<readonly Lane[]>;
  /**
   * Ends a turn: the next one is due at a time, or when the lane is woken. A lane that was woken during the turn stays due.
   *
   * @throws FaultError `store_unreachable`
   */
  rest(lane: Lane, rest: { readonly until: Date | undefined; readonly notBefore?: Date | undefined }): Promise<void>;
}
