import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SentInvocations } from './worker-messages.ts';

/** How long written lines may take to leave the thread, in milliseconds; on AWS they have left when `write` returns. */
const drainMsMax = 500;

/**
 * Stops the whole thread until the next invocation is sent, as Lambda freezes an environment once it has answered.
 *
 * What a handler began and did not wait for stands still: timers, sockets, promises. Here it would otherwise come to its
 * end and look as if it could be relied on.
 *
 * @param answered how many invocations this thread has answered
 */
export async function freezeUntilNext(sent: SentInvocations, answered: number): Promise<void> {
  const deadlineMs = performance.now() + drainMsMax;
  while (isWriting() && Atomics.load(sent, 0) === answered && performance.now() < deadlineMs) await nextTurn();
  Atomics.wait(sent, 0, answered);
}

function isWriting(): boolean {
  return process.stdout.writableLength > 0 || process.stderr.writableLength > 0;
}
