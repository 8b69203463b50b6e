import { setTimeout as pause } from 'node:timers/promises';
import { changePathOf } from './change-path.ts';
import { bodyOf, type ChangeIntent, changeBodyOf, type PaymentIntent } from './intents.ts';
import { merchants } from './plan-load.ts';
import type { PlannedChange, PlannedPayment } from './planned-request.ts';
import { type Client, sendUntilSettled } from './send-until-settled.ts';

/** Pause between two authorizations, in milliseconds. */
const everyMs = 2_000;

/** How long they hold, in seconds: some are over before a failover has ended that they have seen begin. */
const holdSeconds = { min: 1, max: 8 } as const;

/** A capture after the end is sent so much later, in milliseconds: clocks of one machine agree, timers are not that exact. */
const lateByMs = 100;

/** Numbers of these requests begin here, beyond those of trials of keys. */
const firstNumber = 10_000_001;

/** Requests about one authorization at most. */
const numbersEach = 3;

/**
 * Authorizes for a few seconds, until there is enough: of some a part is captured in time, and what is left runs out. Then a
 * capture comes too late.
 */
export async function driveHolds(
  client: Client,
  { run, isEnough }: { readonly run: string; readonly isEnough: (dueMs: number) => boolean },
): Promise<void> {
  const beganMs = client.clock.nowMs();
  const running: Promise<void>[] = [];
  for (
    let number = firstNumber;
    !client.signal.aborted && !isEnough(client.clock.nowMs() - beganMs);
    number += numbersEach
  ) {
    running.push(hold(number, client, run));
    await pause(everyMs, undefined, { signal: client.signal }).catch(() => {});
  }
  await Promise.all(running);
}

async function hold(number: number, client: Client, run: string): Promise<void> {
  const { clock, jitter, signal } = client;
  const amount = jitter.between(2, 100_000);
  const intent: PaymentIntent & { readonly holdSeconds: number } = {
    merchantId: jitter.pick(merchants),
    amountMinor: String(amount),
    currency: 'EUR',
    reference: `${run}-${number}`,
    capture: 'manual',
    holdSeconds: jitter.between(holdSeconds.min, holdSeconds.max),
  };
  const part = jitter.between(0, 1) === 0 ? String(jitter.between(1, amount - 1)) : undefined;
  const payment: PlannedPayment = {
    number,
    dueMs: 0,
    purpose: 'payment',
    idempotencyKey: intent.reference,
    sender: { kind: 'merchant', merchantId: intent.merchantId },
    body: JSON.stringify(bodyOf(intent)),
    intent,
  };
  const answer = await sendUntilSettled(payment, { path: '/validation/v1/payments' }, client);
  if (answer?.status !== 202) return;
  const endsMs = clock.nowMs() + intent.holdSeconds * 1_000;
  const address = { path: changePathOf(answer, 'capture') };
  if (part !== undefined) await sendUntilSettled(captureOf(payment, number + 1, part), address, client);
  const waitMs = Math.max(0, endsMs + lateByMs - clock.nowMs());
  await pause(waitMs, undefined, { signal }).catch(() => {});
  if (!signal.aborted) await sendUntilSettled(captureOf(payment, number + 2), address, client);
}

function captureOf(
  { intent, sender, number: ofPayment }: PlannedPayment,
  number: number,
  part?: string,
): PlannedChange {
  const change: ChangeIntent = {
    reference: intent.reference,
    action: 'capture',
    seen: 'nothing',
    ...(part === undefined ? {} : { amountMinor: part }),
  };
  return {
    number,
    dueMs: 0,
    purpose: 'change',
    idempotencyKey: `${intent.reference}-${number}`,
    sender,
    body: JSON.stringify(changeBodyOf(intent.merchantId, change)),
    change,
    payment: ofPayment,
    after: number - 1,
  };
}
