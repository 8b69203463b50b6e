import type { EventOf, EventType } from '@redoubt/contracts';
import { z } from 'zod';
import { FaultError } from '../fault-error.ts';

/** EventBridge's message around an event, as far as it is read here. */
const BusMessage = z.object({ 'detail-type': z.string(), detail: z.unknown() });

/** The event of any of the types. */
export type AnyEventOf<T extends EventType> = T extends EventType ? EventOf<T> : never;

/**
 * Reads the event in a queue message.
 *
 * @throws FaultError `message_invalid`: a dead letter, sooner or later. Its message repeats nothing of the event.
 */
export function readBusMessage<T extends EventType>(text: string, types: readonly T[]): AnyEventOf<T> {
  const message = BusMessage.safeParse(parse(text));
  if (!message.success) throw new FaultError('message_invalid', 'a message is not an EventBridge envelope');
  const type = types.find(({ name }) => name === message.data['detail-type']);
  if (type === undefined) {
    const known = types.map(({ name }) => name).join(', ');
    throw new FaultError(
      'message_invalid',
      `an event's type is not one of ${known}; narrow the rule that sends it here`,
    );
  }
  const event = type.schema.safeParse(message.data.detail);
  if (event.success) return event.data as AnyEventOf<T>;
  const places = event.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new FaultError('message_invalid', `a ${type.name} does not match its schema at ${places}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FaultError('message_invalid', 'a message is not JSON');
  }
}
