import { z } from 'zod';

/**
 * A call that does nothing but start a function. A standby rehearses what a takeover needs, so that it finds the functions
 * running, and so that one that can't even start is known before.
 *
 * No client can send one: what API Gateway and queues pass on has other members.
 */
const Rehearsal = z.strictObject({ rehearsal: z.literal(true) });

/** Payload of a rehearsal. */
export const rehearsalPayload = JSON.stringify({ rehearsal: true });

/** Answer to a rehearsal. */
export interface Rehearsed {
  readonly rehearsed: true;
}

/** Makes a function that answers rehearsals itself and leaves every other call to `work`. */
export function orRehearse<Event, Rest extends readonly unknown[], Result>(
  work: (event: Event, ...rest: Rest) => Promise<Result>,
): (event: Event, ...rest: Rest) => Promise<Result | Rehearsed> {
  return async (event, ...rest) =>
    Rehearsal.safeParse(event).success ? { rehearsed: true } : await work(event, ...rest);
}
