import type { Evidence } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';

/**
 * Checks that each webhook that waited when its region was lost was taken by its endpoint after that, and once.
 *
 * A repeat under the same id is allowed elsewhere. Here it is none of the race between a confirmation and the loss: the endpoints
 * confirmed nothing before the survivor sent.
 */
export function judgeWaiting({ waitingAtLoss, webhooks }: Evidence): readonly Finding[] {
  if (waitingAtLoss === undefined) return [];
  const { webhookIds, atMs } = waitingAtLoss;
  const taken = Map.groupBy(
    webhooks.filter(({ verified }) => verified),
    ({ webhookId }) => webhookId,
  );
  return webhookIds.flatMap((webhookId): readonly Finding[] => {
    const times = (taken.get(webhookId) ?? []).map((webhook) => webhook.atMs);
    if (times.length === 0) {
      return [{ rule: 'webhook_missing', subject: webhookId, text: 'it waited when the region was lost' }];
    }
    const late = times.filter((ms) => ms >= atMs);
    if (times.length === 1 && late.length === 1) return [];
    const text = `it waited when the region was lost, and was taken ${times.length} times, ${late.length} after that`;
    return [{ rule: 'webhook_taken_twice', subject: webhookId, text }];
  });
}
