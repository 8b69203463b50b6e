import { z } from 'zod';
import { eventIdOf } from '../ids.ts';
import { RegionName } from '../region-name.ts';

/**
 * The fields every event has, inside EventBridge's `detail`: CloudEvents 1.0 attributes and our extensions.
 *
 * Outside, `source` is `payments.<service>` and `detail-type` the event's name. Attribute names are lower case without
 * separators, as CloudEvents demands.
 */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  /** The same for every announcement of the same fact. */
  id: z.uuid(),
  source: z.string().regex(/^payments\.[a-z]+$/),
  type: z.string(),
  /** Id of the aggregate, e.g. the payment. */
  subject: z.string(),
  /** When the ledger or the journal recorded the fact; not when it was announced. */
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  correlationid: z.string().max(128),
  causationid: z.string(),
  /** Command that the fact came from; absent where it came from none. */
  commandid: z.uuid().optional(),
  traceparent: z.string().optional(),
  epoch: z.number().int().min(1),
  /** Region on whose bus the event is; rules match their own region. */
  originregion: RegionName,
  /** Grows by one with each change of the aggregate; the bus is unordered. */
  aggregateversion: z.number().int().min(1),
  /** Announced again by a recovery: an announcement may have been made before, and what led to it is in the ledger. */
  reannounced: z.literal(true).optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** An event type: name, publisher and data. */
export interface EventType<Name extends string = string, Data extends z.ZodType = z.ZodType> {
  readonly name: Name;
  readonly source: string;
  readonly data: Data;
  readonly schema: z.ZodType<Envelope & { type: Name; data: z.infer<Data> }>;
}

/** An event of a type: the envelope and its data. */
export type EventOf<T extends EventType> = Envelope & { type: T['name']; data: z.infer<T['data']> };

/** Declares an event type; data may only gain optional fields, a breaking change is a new name. */
export function defineEvent<Name extends string, Data extends z.ZodType>(
  name: Name,
  source: string,
  data: Data,
): EventType<Name, Data> {
  const schema = Envelope.extend({ type: z.literal(name), source: z.literal(source), data });
  return { name, source, data, schema: schema as unknown as EventType<Name, Data>['schema'] };
}

/** Attributes of an event beside its data. */
export interface Occurrence {
  readonly subject: string;
  readonly aggregateVersion: number;
  readonly time: string;
  readonly correlationId: string;
  readonly causationId: string;
  /**
   * Command that the fact came from.
   *
   * @default - none: the cause takes its place in the event's id
   */
  readonly commandId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly epoch: number;
  readonly originRegion: string;
}

/** Makes an event. Its id follows from subject, version, type and command, so that announcing again gives the same id. */
export function eventOf<T extends EventType>(type: T, occurrence: Occurrence, data: z.input<T['data']>): EventOf<T> {
  return {
    specversion: '1.0',
    id: eventIdOf({
      aggregateId: occurrence.subject,
      version: occurrence.aggregateVersion,
      type: type.name,
      commandId: occurrence.commandId ?? occurrence.causationId,
    }),
    source: type.source,
    type: type.name,
    subject: occurrence.subject,
    time: occurrence.time,
    datacontenttype: 'application/json',
    correlationid: occurrence.correlationId,
    causationid: occurrence.causationId,
    ...(occurrence.commandId === undefined ? {} : { commandid: occurrence.commandId }),
    ...(occurrence.traceparent === undefined ? {} : { traceparent: occurrence.traceparent }),
    epoch: occurrence.epoch,
    originregion: occurrence.originRegion,
    aggregateversion: occurrence.aggregateVersion,
    data: type.data.parse(data) as z.infer<T['data']>,
  } as EventOf<T>;
}
