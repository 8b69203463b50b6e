import { setTimeout as pause } from 'node:timers/promises';
import type { SentInvocations } from './worker-messages.ts';

/** How long written lines may take to leave the thread, in milliseconds; on AWS they have left when `write` returns. */
const drainMsMax = 500;

/**
 * Stops the whole thread until the next invocation is sent, as Lambda freezes an environment once it has answered.
 *
 * Work that a handler began and did not wait for stands still: timers, sockets, promises. Here it would otherwise come to its
 * end and look as if it could be relied on.
 *
 * @param answered how many invocations this thread has answered
 */
export async function freezeUntilNext(sent: SentInvocations, answered: number): Promise<void> {
  await Promise.race([Promise.all([written(process.stdout), written(process.stderr)]), pause(drainMsMax)]);
  // Returns at once when an invocation came meanwhile.
  Atomics.wait(sent, 0, answered);
}

/** Waits until written lines have left; polling would take the core that the reader needs. */
async function written(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
}
