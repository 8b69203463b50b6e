import { type JsonObject, publishedSchema } from '../json-schema.ts';
import type { EventType } from './envelope.ts';
import { eventTypes } from './events.ts';

const schemasAt = '#/components/schemas';

/** The AsyncAPI 3 document of every event on the bus, from the schemas that publishers and consumers use. */
export function asyncApiDocument(types: Readonly<Record<string, EventType>> = eventTypes): JsonObject {
  const schemas: Record<string, unknown> = {};
  const all = Object.values(types);
  const messages = all.map(({ name, schema }) => [
    name,
    { name, contentType: 'application/json', payload: publishedSchema(schema, schemasAt, schemas) },
  ]);
  const bus = '#/channels/payments-bus';
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Redoubt events',
      version: '1',
      description:
        'EventBridge carries each event as `detail`: the envelope and its data. `source` and `detail-type` outside are ' +
        '`source` and `type` inside. Delivered at least once and in no order: drop repeats by `id`; order a payment by `data.order` ' +
        '(`aggregateversion` where there is none), then by `epoch`.',
    },
    defaultContentType: 'application/json',
    channels: {
      'payments-bus': {
        address: 'payments-bus-{suffix}',
        parameters: { suffix: { description: 'Environment suffix' } },
        messages: Object.fromEntries(all.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: Object.fromEntries(
      all.map(({ name, source }) => [
        `announce${name}`,
        {
          action: 'send',
          channel: { $ref: bus },
          summary: `Announced by ${source}`,
          messages: [{ $ref: `${bus}/messages/${name}` }],
        },
      ]),
    ),
    components: { messages: Object.fromEntries(messages), ...(Object.keys(schemas).length === 0 ? {} : { schemas }) },
  };
}
