import { CreatedEndpoint, headers } from '@redoubt/contracts';
import { DrillError } from '../drill-error.ts';
import type { RegisteredEndpoint } from '../evidence/evidence.ts';
import { merchants } from '../load/plan-load.ts';
import { NoAnswerError } from '../load/public-api.ts';
import { waitUntil } from '../wait-until.ts';
import type { BookEntry } from '../witness/book-entry.ts';
import type { WebhookWitness } from '../witness/webhook-witness.ts';
import type { DrillRun } from './drill-run.ts';

/** Each merchant's endpoints at the witness. The first merchant has two, so that a fact has more than one receiver. */
const hooks = [
  ...merchants.map((merchantId) => ({ merchantId, path: `/${merchantId}` })),
  { merchantId: merchants[0], path: `/${merchants[0]}-second` },
] as const;

/** An endpoint that answers every webhook with 503, of a merchant that has a sound one: it must hold up neither that nor others. */
const dead = { merchantId: merchants[1], path: '/dead' } as const;

/**
 * Registers the witness's webhook endpoints over HTTP, as merchants do.
 *
 * @returns those that must get what is due
 * @throws DrillError `unexpected_answer`
 */
export async function registerEndpoints(
  run: DrillRun,
  witness: WebhookWitness,
): Promise<readonly RegisteredEndpoint[]> {
  witness.refuse(dead.path);
  const { merchantId, path } = dead;
  await register({ merchantId, url: witness.urlOf(path), key: `${run.run}${path}` }, run);
  return await Promise.all(
    hooks.map(async ({ merchantId, path }) => {
      const { id, secret } = await register({ merchantId, url: witness.urlOf(path), key: `${run.run}${path}` }, run);
      witness.expect(path, { endpointId: id, secret });
      return { endpointId: id, merchantId, registeredAtMs: Number.NEGATIVE_INFINITY };
    }),
  );
}

async function register(
  { merchantId, url, key }: { readonly merchantId: string; readonly url: string; readonly key: string },
  { api, signal, waitMsMax: limitMs }: DrillRun,
): Promise<CreatedEndpoint> {
  let last = 'no answer';
  const created = await waitUntil(
    async () => {
      try {
        const answer = await api.send({
          method: 'POST',
          sender: { kind: 'merchant', merchantId },
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
    { limitMs, everyMs: 100, signal },
  );
  if (created !== undefined) return created;
  throw new DrillError('unexpected_answer', `registering an endpoint for ${merchantId} must answer 201, got ${last}`);
}

/** Endpoints that the load registered, by the acknowledgements of the book. */
export function endpointsIn(entries: readonly BookEntry[]): readonly RegisteredEndpoint[] {
  const endpoints = new Map(
    entries.flatMap((entry) =>
      entry.kind === 'request' && entry.endpoint !== undefined ? [[entry.number, entry.endpoint] as const] : [],
    ),
  );
  return entries
    .filter((entry) => entry.kind === 'answer')
    .flatMap(({ number, status, body, atMs }) => {
      const endpoint = endpoints.get(number);
      if (endpoint === undefined || status !== 201) return [];
      const { id } = CreatedEndpoint.parse(JSON.parse(body));
      return [{ endpointId: id, merchantId: endpoint.merchantId, registeredAtMs: atMs }];
    });
}
