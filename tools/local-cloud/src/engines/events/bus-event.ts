import { randomUUID } from 'node:crypto';

/** An event as a bus carries it and as targets receive it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** RFC 3339, to the second. */
  readonly time: string;
  /** Region whose bus it was put on first. */
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** Makes an event that enters here and now. */
export function busEvent(
  of: Pick<BusEvent, 'detail-type' | 'source' | 'detail' | 'account' | 'region'> & {
    readonly time?: Date;
    readonly resources?: readonly string[];
  },
): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': of['detail-type'],
    source: of.source,
    account: of.account,
    time: (of.time ?? new Date()).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region: of.region,
    resources: of.resources ?? [],
    detail: of.detail,
  };
}
