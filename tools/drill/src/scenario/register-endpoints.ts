import { CreatedEndpoint, headers } from '@redoubt/contracts';
import { DrillError } from '../drill-error.ts';
import type { RegisteredEndpoint } from '../evidence/evidence.ts';
import { merchants } from '../load/plan-load.ts';
import { NoAnswerError } from '../load/public-api.ts';
import { waitUntil } from '../wait-until.ts';
import type { WebhookWitness } from '../witness/webhook-witness.ts';
import type { DrillRun } from './drill-run.ts';

/** The first request to a service starts its functions; it may take this long, in milliseconds. */
const answerMsMax = 10_000;

/** Each merchant's endpoints at the witness. The first merchant has two, so that a fact has more than one receiver. */
const hooks = [
  ...merchants.map((merchantId) => ({ merchantId, path: `/${merchantId}` })),
  { merchantId: merchants[0], path: `/${merchants[0]}-second` },
] as const;

/** Registers the witness's webhook endpoints over HTTP, as merchants do. @throws DrillError `unexpected_answer` */
export function registerEndpoints(run: DrillRun, witness: WebhookWitness): Promise<readonly RegisteredEndpoint[]> {
  return Promise.all(
    hooks.map(async ({ merchantId, path }) => {
      const { id, secret } = await register({ merchantId, url: witness.urlOf(path), key: `${run.run}${path}` }, run);
      witness.expect(path, { endpointId: id, secret });
      return { endpointId: id, merchantId };
    }),
  );
}

async function register(
  { merchantId, url, key }: { readonly merchantId: string; readonly url: string; readonly key: string },
  { api, signal }: DrillRun,
): Promise<CreatedEndpoint> {
  let last = 'no answer';
  const created = await waitUntil(
    async () => {
      try {
        const answer = await api.send({
          method: 'POST',
          path: '/notifications/v1/endpoints',
          headers: { [headers.idempotencyKey]: key },
          body: JSON.stringify({ merchant_id: merchantId, url }),
        });
        last = `${answer.status} ${answer.body.slice(0, 200)}`;
        return answer.status === 201 ? CreatedEndpoint.parse(JSON.parse(answer.body)) : undefined;
      } catch (error) {
        if (!(error instanceof NoAnswerError)) throw error;
        last = error.message;
        return undefined;
      }
    },
    { limitMs: answerMsMax, everyMs: 100, signal },
  );
  if (created !== undefined) return created;
  throw new DrillError('unexpected_answer', `registering an endpoint for ${merchantId} must answer 201, got ${last}`);
}
