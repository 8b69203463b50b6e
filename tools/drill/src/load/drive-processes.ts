import { setTimeout as pause } from 'node:timers/promises';
import { inWholeUnits, SpecifiedValidation } from '@redoubt/contracts';
import type { PaymentIntent } from './intents.ts';
import { merchants } from './plan-load.ts';
import type { PlannedProcess, PlannedValidation } from './planned-request.ts';
import { type Client, sendUntilSettled } from './send-until-settled.ts';

/** Pause between two payments, in milliseconds. */
const everyMs = 1_100;

/** Numbers of these requests begin here, beyond those of endpoints. */
const firstNumber = 8_000_001;

/**
 * Pays in the words of the specifications until there is enough: validates, and has the validated payment booked while the
 * client waits. An answer of 200 is a promise as an acceptance is one.
 */
export async function driveProcesses(
  client: Client,
  { run, isEnough }: { readonly run: string; readonly isEnough: (dueMs: number) => boolean },
): Promise<void> {
  const beganMs = client.clock.nowMs();
  const running: Promise<void>[] = [];
  for (let number = firstNumber; !client.signal.aborted && !isEnough(client.clock.nowMs() - beganMs); number += 2) {
    running.push(pay(number, client, run));
    await pause(everyMs, undefined, { signal: client.signal }).catch(() => {});
  }
  await Promise.all(running);
}

async function pay(number: number, client: Client, run: string): Promise<void> {
  const intent: PaymentIntent = {
    merchantId: client.jitter.pick(merchants),
    amountMinor: String(client.jitter.between(100, 100_000)),
    currency: 'EUR',
    reference: `${run}-${number}`,
    capture: 'automatic',
  };
  const sender = { kind: 'merchant', merchantId: intent.merchantId } as const;
  const specified = {
    amount: inWholeUnits(intent.amountMinor, intent.currency),
    currency: intent.currency,
    payment_method: 'credit_card',
    user_id: `payer-${number}`,
    merchant_id: intent.merchantId,
    reference: intent.reference,
  };
  const validation: PlannedValidation = {
    number,
    dueMs: 0,
    purpose: 'validation',
    idempotencyKey: `${run}-${number}`,
    sender,
    body: JSON.stringify(specified),
  };
  const validated = await sendUntilSettled(validation, { path: '/payment/validate' }, client);
  if (validated?.status !== 200) return;
  const { validation_token: token } = SpecifiedValidation.parse(JSON.parse(validated.body));
  if (token === undefined) return;
  const process: PlannedProcess = {
    number: number + 1,
    dueMs: 0,
    purpose: 'process',
    idempotencyKey: `${run}-${number + 1}`,
    sender,
    body: JSON.stringify({ ...specified, validation_token: token }),
    intent,
  };
  await sendUntilSettled(process, { path: '/payment/process' }, client);
}
