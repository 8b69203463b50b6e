import { setTimeout as pause } from 'node:timers/promises';
import type { PlannedRequest } from './planned-request.ts';
import type { HttpAnswer } from './public-api.ts';
import { type Client, sendUntilSettled } from './send-until-settled.ts';

/** A request that was acknowledged: 202. */
export interface Acknowledgement {
  readonly planned: PlannedRequest;
  /** When it was first sent, on the drill's clock. */
  readonly requestedAtMs: number;
  readonly answer: HttpAnswer;
}

export interface LoadListener {
  readonly onAcknowledged: (acknowledgement: Acknowledgement) => void;
  /** Whether the load may end before a request that is due then, in milliseconds after its beginning. */
  readonly isEnough: (dueMs: number) => boolean;
}

/**
 * Sends the plan, each request at its moment, until there was enough of it, and waits until every one is settled.
 *
 * Open loop: a slow or dead platform does not slow the load down, so an outage meets as many requests as it would in
 * life. A reuse is left out when the payment whose key it takes is not acknowledged yet, because then it might rightly win.
 */
export async function driveLoad(
  plan: readonly PlannedRequest[],
  client: Client,
  { onAcknowledged, isEnough }: LoadListener,
): Promise<void> {
  const beganMs = client.clock.nowMs();
  const acknowledged = new Set<number>();
  const running: Promise<void>[] = [];
  const send = async (planned: PlannedRequest): Promise<void> => {
    const requestedAtMs = client.clock.nowMs();
    const answer = await sendUntilSettled(planned, client);
    if (answer?.status !== 202) return;
    acknowledged.add(planned.number);
    onAcknowledged({ planned, requestedAtMs, answer });
  };
  for (const planned of plan) {
    const waitMs = beganMs + planned.dueMs - client.clock.nowMs();
    if (waitMs > 0) await pause(waitMs, undefined, { signal: client.signal }).catch(() => {});
    if (client.signal.aborted || isEnough(planned.dueMs)) break;
    if (planned.purpose === 'reuse' && !acknowledged.has(planned.of)) continue;
    const sending = send(planned);
    // Thrown where all are awaited, below; until then nobody listens.
    sending.catch(() => {});
    running.push(sending);
  }
  await Promise.all(running);
}
