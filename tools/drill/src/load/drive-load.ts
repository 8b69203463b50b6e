import { setTimeout as pause } from 'node:timers/promises';
import type { PlannedRequest } from './planned-request.ts';
import type { HttpAnswer } from './public-api.ts';
import { type Client, sendUntilSettled } from './send-until-settled.ts';

/** What the load tells while it runs. */
export interface LoadListener {
  /** A payment was acknowledged: 202. */
  readonly onAcknowledged?: (planned: PlannedRequest, answer: HttpAnswer) => void;
}

/**
 * Sends the plan, each request at its moment, and waits until every one is settled.
 *
 * Open loop: a slow or dead platform does not slow the load down, so an outage meets as many requests as it would in
 * life. A reuse is left out when the payment whose key it takes is not acknowledged yet, because then it might rightly win.
 */
export async function driveLoad(
  plan: readonly PlannedRequest[],
  client: Client,
  { onAcknowledged }: LoadListener = {},
): Promise<void> {
  const beganMs = client.clock.nowMs();
  const acknowledged = new Set<number>();
  const running: Promise<void>[] = [];
  const send = async (planned: PlannedRequest): Promise<void> => {
    const answer = await sendUntilSettled(planned, client);
    if (answer?.status !== 202) return;
    acknowledged.add(planned.number);
    onAcknowledged?.(planned, answer);
  };
  for (const planned of plan) {
    const waitMs = beganMs + planned.dueMs - client.clock.nowMs();
    if (waitMs > 0) await pause(waitMs, undefined, { signal: client.signal }).catch(() => {});
    if (client.signal.aborted) break;
    if (planned.purpose === 'reuse' && !acknowledged.has(planned.of)) continue;
    running.push(send(planned));
  }
  await Promise.all(running);
}
