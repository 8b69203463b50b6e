import { randomUUID } from 'node:crypto';
import { CreatedKey, claimedKeyOf, headers, KeyList, scopes } from '@redoubt/contracts';
import type { DrillRun } from '../course/drill-run.ts';
import { DrillError } from '../drill-error.ts';
import { NoAnswerError } from '../load/public-api.ts';
import { waitUntil } from '../wait-until.ts';
import { problemCodeIn } from '../witness/read-book.ts';

type ChangingRun = Pick<DrillRun, 'api' | 'signal' | 'waitMsMax'>;

/**
 * Makes a key of a merchant over HTTP, as operators do.
 *
 * Where answers got lost, keys that nobody was shown take the merchant's places; then its keys are revoked, all of them: nobody may need
 * one any more.
 *
 * @throws DrillError `unexpected_answer`
 */
export async function makeKey(merchantId: string, run: ChangingRun): Promise<string> {
  // Every attempt is a command of its own: a key is shown once, and the answer may be lost.
  const answer = await order(
    { path: '', merchantId, body: { scopes }, keyOf: randomUUID, makeRoom: () => revokeAll(merchantId, run) },
    run,
  );
  return CreatedKey.parse(JSON.parse(answer)).key;
}

/** Revokes a key over HTTP, as operators do. @throws DrillError `unexpected_answer` */
export async function revokeKey(key: string, merchantId: string, run: ChangingRun): Promise<void> {
  const path = `/${claimedKeyOf(key)?.keyId}/revocations`;
  const once = randomUUID();
  await order({ path, merchantId, body: { reason: 'a drill' }, keyOf: () => once }, run);
}

/** @throws NoAnswerError */
async function revokeAll(merchantId: string, { api, signal }: ChangingRun): Promise<void> {
  const path = pathOf(merchantId);
  const sender = { kind: 'operator' } as const;
  const listed = await api.send({ method: 'GET', sender, path, signal });
  if (listed.status !== 200) return;
  for (const { id, status } of KeyList.parse(JSON.parse(listed.body)).data) {
    if (status !== 'active') continue;
    const revocation = {
      path: `${path}/${id}/revocations`,
      headers: { [headers.idempotencyKey]: randomUUID() },
      body: JSON.stringify({ reason: 'a drill was not shown it' }),
    };
    await api.send({ method: 'POST', sender, ...revocation, signal });
  }
}

function pathOf(merchantId: string): string {
  return `/merchants/v1/merchants/${merchantId}/keys`;
}

/** @returns body of the answer */
async function order(
  change: {
    readonly merchantId: string;
    /** Below the merchant's keys. */
    readonly path: string;
    readonly body: object;
    /** Idempotency key of the next attempt. */
    readonly keyOf: () => string;
    /** Called when the merchant has no place for a key. */
    readonly makeRoom?: () => Promise<void>;
  },
  { api, signal, waitMsMax: limitMs }: ChangingRun,
): Promise<string> {
  const { merchantId, body, keyOf } = change;
  const path = `${pathOf(merchantId)}${change.path}`;
  let last = 'no answer';
  const done = await waitUntil(
    async () => {
      try {
        const answer = await api.send({
          method: 'POST',
          sender: { kind: 'operator' },
          path,
          headers: { [headers.idempotencyKey]: keyOf() },
          body: JSON.stringify(body),
          signal,
        });
        // A new key is a secret: it goes into no message.
        last = String(answer.status);
        if (answer.status < 300) return answer.body;
        if (problemCodeIn(answer.body) === 'too_many_keys') await change.makeRoom?.();
        return undefined;
      } catch (error) {
        if (!(error instanceof NoAnswerError)) throw error;
        last = error.message;
        return undefined;
      }
    },
    { limitMs, everyMs: 200, signal },
  );
  if (done !== undefined) return done;
  throw new DrillError('unexpected_answer', `${path} must answer 200 or 201, got ${last}`);
}
