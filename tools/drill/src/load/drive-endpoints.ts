import { setTimeout as pause } from 'node:timers/promises';
import { CreatedEndpoint } from '@redoubt/contracts';
import type { WebhookWitness } from '../witness/webhook-witness.ts';
import { merchants } from './plan-load.ts';
import type { PlannedEndpoint } from './planned-request.ts';
import { type Client, sendUntilSettled } from './send-until-settled.ts';

/** Pause between two registrations, in milliseconds. */
const everyMs = 4000;

/** Endpoints of a drill: each adds a webhook for every event of its merchant. */
const endpointsMax = 4;

/** Numbers of these requests begin here, beyond those of sessions. */
const firstNumber = 3_000_001;

/** Registers further webhook endpoints during the load: what is acknowledged must receive its webhooks. */
export async function driveEndpoints(
  client: Client,
  load: { readonly run: string; readonly isEnough: (dueMs: number) => boolean; readonly witness: WebhookWitness },
): Promise<void> {
  const beganMs = client.clock.nowMs();
  const running: Promise<void>[] = [];
  for (let count = 0; count < endpointsMax; count++) {
    await pause(everyMs, undefined, { signal: client.signal }).catch(() => {});
    if (client.signal.aborted || load.isEnough(client.clock.nowMs() - beganMs)) break;
    running.push(register(firstNumber + count, client, load));
  }
  await Promise.all(running);
}

async function register(
  number: number,
  client: Client,
  { run, witness }: { readonly run: string; readonly witness: WebhookWitness },
): Promise<void> {
  const merchantId = merchants[number % merchants.length] ?? merchants[0];
  const path = `/${merchantId}-${number}`;
  const planned: PlannedEndpoint = {
    number,
    dueMs: 0,
    purpose: 'endpoint',
    idempotencyKey: `${run}${path}`,
    sender: { kind: 'merchant', merchantId },
    body: JSON.stringify({ merchant_id: merchantId, url: witness.urlOf(path) }),
    endpoint: { merchantId, path },
  };
  witness.announce(path);
  const answer = await sendUntilSettled(planned, { path: '/notifications/v1/endpoints' }, client);
  const created = answer?.status === 201 ? CreatedEndpoint.safeParse(JSON.parse(answer.body)).data : undefined;
  if (created !== undefined) witness.expect(path, { endpointId: created.id, secret: created.secret });
}
