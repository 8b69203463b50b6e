import { type ApiChange, apiChanges } from './api-changes.ts';

/** The parts of the published AsyncAPI document that are compared. */
export interface EventDocument {
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: EventPayload }>>;
  };
}

interface EventPayload {
  readonly properties: { readonly source: { readonly const?: string } };
}

/**
 * Changes of the events that a service announces, as its consumers meet them.
 *
 * An event is compared as the answer of an operation of its name: what its consumers read is what a client reads, and one library
 * judges both.
 */
export function eventChanges(
  service: string,
  before: EventDocument | undefined,
  after: EventDocument | undefined,
): readonly ApiChange[] {
  const [old, now] = [eventsOf(service, before), eventsOf(service, after)];
  return apiChanges(asAnswers(old), asAnswers(now)).map(({ kind, text }) => ({
    kind,
    text: text
      .replace(/^GET \/([A-Za-z]+)/, '$1')
      .replace(': answer 200', ':')
      .replace(/ +/g, ' '),
  }));
}

function eventsOf(service: string, document: EventDocument | undefined): readonly (readonly [string, EventPayload])[] {
  return Object.entries(document?.components.messages ?? {})
    .map(([name, { payload }]) => [name, payload] as const)
    .filter(([, { properties }]) => properties.source.const === `payments.${service}`);
}

function asAnswers(events: readonly (readonly [string, EventPayload])[]): object {
  const paths = events.map(([name, schema]) => {
    const answer = { description: name, content: { 'application/json': { schema } } };
    return [`/${name}`, { get: { responses: { 200: answer } } }] as const;
  });
  return { openapi: '3.1.0', info: { title: 'events', version: '1' }, paths: Object.fromEntries(paths) };
}
