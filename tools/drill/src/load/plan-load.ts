import type { Random } from '../random.ts';
import { badRequestsFrom } from './bad-requests.ts';
import type { PaymentIntent, PlannedPayment, PlannedRequest } from './planned-request.ts';

export interface LoadShape {
  /** Requests per second. */
  readonly rate: number;
  readonly seconds: number;
  /** Names the run: part of every key and reference, so that two drills never share one. */
  readonly run: string;
}

/** The merchants of every load. */
export const merchants = ['acme', 'borealis', 'cinder'] as const;

/** Currencies with 2, 2, 0 and 3 decimal digits. */
const currencies = ['EUR', 'USD', 'JPY', 'KWD'] as const;

/** Of a thousand requests, how many are what; the rest are payments. Of a thousand payments, how many are too large. */
const perMille = { repeat: 80, reuse: 20, bad: 60, overMerchantLimit: 30 } as const;

/** A repeat follows its original closely, as a client does that timed out. */
const repeatAfterMs = { min: 0, max: 400 } as const;

/** A reuse names a payment this far back, so that it is usually acknowledged. */
const reuseBackMin = 20;

/** Makes the whole load in advance: the same seed and shape give the same requests at the same moments. */
export function planLoad(shape: LoadShape, random: Random): readonly PlannedRequest[] {
  const total = Math.round(shape.rate * shape.seconds);
  const payments: PlannedPayment[] = [];
  const planned = Array.from({ length: total }, (_, index) => {
    const request = nextRequest({ number: index + 1, dueMs: (index * 1000) / shape.rate }, shape, payments, random);
    if (request.purpose === 'payment') payments.push(request);
    return request;
  });
  return planned.sort((left, right) => left.dueMs - right.dueMs);
}

function nextRequest(
  slot: { readonly number: number; readonly dueMs: number },
  { run }: LoadShape,
  earlier: readonly PlannedPayment[],
  random: Random,
): PlannedRequest {
  const key = `${run}-${slot.number}`;
  const draw = random.between(0, 999);
  const last = earlier.at(-1);
  if (draw < perMille.repeat && last !== undefined) {
    const dueMs = slot.dueMs + random.between(repeatAfterMs.min, repeatAfterMs.max);
    const { idempotencyKey, body, intent, number: of } = last;
    return { ...slot, dueMs, purpose: 'repeat', idempotencyKey, body, intent, of };
  }
  const intent: PaymentIntent = { merchantId: random.pick(merchants), ...amountFrom(random), reference: key };
  const past = earlier.at(-reuseBackMin);
  if (draw < perMille.repeat + perMille.reuse && past !== undefined) {
    const { idempotencyKey, number: of } = past;
    const body = JSON.stringify({ ...bodyOf(intent), merchant_id: past.intent.merchantId });
    return { ...slot, purpose: 'reuse', idempotencyKey, body, of };
  }
  if (draw >= 1000 - perMille.bad) {
    const bad = random.pick(badRequestsFrom(bodyOf(intent), key));
    return { ...slot, idempotencyKey: undefined, ...bad, purpose: 'bad' };
  }
  return { ...slot, purpose: 'payment', idempotencyKey: key, body: JSON.stringify(bodyOf(intent)), intent };
}

/** Mostly an amount that is captured, sometimes one that is taken and then rejected for being over a merchant's limit. */
function amountFrom(random: Random): Pick<PaymentIntent, 'amountMinor' | 'currency'> {
  if (random.between(0, 999) < perMille.overMerchantLimit) {
    return { amountMinor: String(random.between(100_000_001, 200_000_000)), currency: random.pick(['EUR', 'USD']) };
  }
  return { amountMinor: String(random.between(1, 250_000)), currency: random.pick(currencies) };
}

/** A payment request's body in the words of the API. */
export function bodyOf(intent: PaymentIntent): Readonly<Record<string, string>> {
  return {
    merchant_id: intent.merchantId,
    amount_minor: intent.amountMinor,
    currency: intent.currency,
    reference: intent.reference,
  };
}
