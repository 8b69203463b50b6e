import { FaultError } from '@redoubt/lambda-kit';

/**
 * Sends events together; if the bus does not accept them but accepts a probe, each alone, so that one that it refuses holds up
 * no other. Returns those that it accepted.
 *
 * @throws FaultError `bus_unreachable` when the bus does not accept the probe either
 */
export async function sendPastRefusals<Event>(
  events: readonly Event[],
  send: (events: readonly Event[]) => Promise<void>,
  probe: () => Promise<void>,
): Promise<readonly Event[]> {
  if (await isAccepted(() => send(events))) return events;
  await probe();
  const accepted: Event[] = [];
  for (const event of events) if (await isAccepted(() => send([event]))) accepted.push(event);
  return accepted;
}

async function isAccepted(send: () => Promise<void>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof FaultError && error.code === 'bus_unreachable') return false;
    throw error;
  }
}
