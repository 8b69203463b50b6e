import type { Random } from '../random.ts';
import { badChangesFrom, badRequestsFrom, declinedRequestsFrom } from './bad-requests.ts';
import { bodyOf, type ChangeIntent, changeBodyOf, type PaymentIntent, senderOf } from './intents.ts';
import { planChanges } from './plan-changes.ts';
import type { PlannedChange, PlannedPayment, PlannedRequest } from './planned-request.ts';
import { strangeChangesFrom, strangePaymentsFrom } from './strangers.ts';

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

/**
 * Shares of requests; the rest are payments, and so is a change when no payment awaits one. Then shares of payments: of a
 * large number that is worth little, under review, and captured by hand.
 */
const perMille = {
  repeat: 90,
  reuse: 40,
  change: 370,
  declined: 25,
  bad: 50,
  stranger: 40,
  largeNumber: 30,
  reviewed: 60,
  manual: 600,
} as const;

/** Delay of a repeat behind its original, like a client that timed out. */
const repeatAfterMs = { min: 0, max: 400 } as const;

/** Distance of a reuse from its original, in requests, so that the original is usually answered. */
const reuseBackMin = 30;

/** Pause before the next change of a payment, in milliseconds: by then it is usually booked. */
const thinkingMs = 600;

/** A payment and its planned changes. */
interface Story {
  readonly payment: PlannedPayment;
  /** Next first. */
  readonly steps: ReturnType<typeof planChanges>[number][];
  last: { readonly number: number; readonly dueMs: number };
}

/** Plans the whole load in advance: the same seed and shape give the same requests at the same times. */
export function planLoad(shape: LoadShape, random: Random): readonly PlannedRequest[] {
  const total = Math.round(shape.rate * shape.seconds);
  const planning = new Planning(shape.run, random);
  return Array.from({ length: total }, (_, index) =>
    planning.next({ number: index + 1, dueMs: (index * 1000) / shape.rate }),
  ).sort((left, right) => left.dueMs - right.dueMs);
}

/** How bad requests are made from valid ones. */
interface BadKinds {
  readonly payments: typeof badRequestsFrom;
  readonly changes: typeof badChangesFrom;
}

interface Slot {
  readonly number: number;
  readonly dueMs: number;
}

/** A plan in progress: requests so far, and payments with changes to come. */
class Planning {
  readonly #run: string;
  readonly #random: Random;
  readonly #earlier: (PlannedPayment | PlannedChange)[] = [];
  readonly #stories: Story[] = [];

  constructor(run: string, random: Random) {
    this.#run = run;
    this.#random = random;
  }

  next(slot: Slot): PlannedRequest {
    const draw = this.#random.between(0, 999);
    const last = this.#earlier.at(-1);
    if (draw < perMille.repeat && last !== undefined) return this.#repeat(slot, last);
    const past = this.#earlier.at(-reuseBackMin);
    if (draw < perMille.repeat + perMille.reuse && past !== undefined) return this.#reuse(slot, past);
    const fromTop = 1000 - draw;
    if (fromTop <= perMille.bad) return this.#bad(slot, { payments: badRequestsFrom, changes: badChangesFrom });
    const { bad, stranger, declined, change } = perMille;
    if (fromTop <= bad + stranger) {
      return this.#bad(slot, { payments: strangePaymentsFrom, changes: strangeChangesFrom });
    }
    if (fromTop <= bad + stranger + declined) return this.#badPayment(slot, declinedRequestsFrom);
    const isChange = fromTop <= bad + stranger + declined + change;
    const planned = (isChange ? this.#change(slot) : undefined) ?? this.#payment(slot);
    this.#earlier.push(planned);
    return planned;
  }

  #repeat(slot: Slot, of: PlannedPayment | PlannedChange): PlannedRequest {
    // A change may have to wait for what comes before it, and its repeat with it.
    const dueMs = slot.dueMs + this.#random.between(repeatAfterMs.min, repeatAfterMs.max);
    const { idempotencyKey, sender, body } = of;
    return { ...slot, dueMs, purpose: 'repeat', idempotencyKey, sender, body, of };
  }

  #reuse(slot: Slot, of: PlannedPayment | PlannedChange): PlannedRequest {
    const { idempotencyKey, sender } = of;
    const body = JSON.stringify({
      ...JSON.parse(of.body),
      amount_minor: String(this.#random.between(250_001, 260_000)),
    });
    return { ...slot, purpose: 'reuse', idempotencyKey, sender, body, of };
  }

  #bad(slot: Slot, kinds: BadKinds): PlannedRequest {
    const story = this.#stories.at(-reuseBackMin);
    if (story === undefined || this.#random.between(0, 1) === 0) return this.#badPayment(slot, kinds.payments);
    const { payment } = story;
    const valid = changeBodyOf(payment.intent.merchantId, { action: 'capture', amountMinor: '1' });
    const { action, ...bad } = this.#random.pick(kinds.changes(valid, this.#keyOf(slot.number)));
    const sender = senderOf(action, payment.intent.merchantId);
    const at = { payment: payment.number, action };
    return { ...slot, idempotencyKey: undefined, sender, ...bad, purpose: 'bad', at };
  }

  #badPayment(slot: Slot, kinds: typeof badRequestsFrom): PlannedRequest {
    const intent = this.#intent(slot.number);
    const bad = this.#random.pick(kinds(bodyOf(intent), this.#keyOf(slot.number)));
    const sender = { kind: 'merchant', merchantId: intent.merchantId } as const;
    return { ...slot, idempotencyKey: undefined, sender, ...bad, purpose: 'bad' };
  }

  /** The next step of some payment; `undefined` when none awaits one. */
  #change(slot: Slot): PlannedChange | undefined {
    const waiting = this.#stories.filter(
      ({ steps, last }) => steps.length > 0 && last.dueMs + thinkingMs <= slot.dueMs,
    );
    const story = waiting.length === 0 ? undefined : this.#random.pick(waiting);
    const step = story?.steps.shift();
    if (story === undefined || step === undefined) return undefined;
    const { payment, last } = story;
    const change: ChangeIntent = { reference: payment.intent.reference, ...step };
    story.last = slot;
    return {
      ...slot,
      purpose: 'change',
      idempotencyKey: this.#keyOf(slot.number),
      sender: senderOf(step.action, payment.intent.merchantId),
      body: JSON.stringify(changeBodyOf(payment.intent.merchantId, change)),
      change,
      payment: payment.number,
      after: last.number,
    };
  }

  #payment(slot: Slot): PlannedPayment {
    const intent = this.#intent(slot.number);
    const body = JSON.stringify(bodyOf(intent));
    const payment: PlannedPayment = {
      ...slot,
      purpose: 'payment',
      idempotencyKey: this.#keyOf(slot.number),
      sender: { kind: 'merchant', merchantId: intent.merchantId },
      body,
      intent,
    };
    this.#stories.push({ payment, steps: [...planChanges(intent, this.#random)], last: slot });
    return payment;
  }

  #intent(number: number): PaymentIntent {
    const capture = this.#random.between(0, 999) < perMille.manual ? 'manual' : 'automatic';
    return {
      merchantId: this.#random.pick(merchants),
      ...amountFrom(this.#random),
      reference: this.#keyOf(number),
      capture,
    };
  }

  #keyOf(number: number): string {
    return `${this.#run}-${number}`;
  }
}

/** Mostly a small amount, sometimes one for review, or one of more than a million yen that nobody reviews. */
function amountFrom(random: Random): Pick<PaymentIntent, 'amountMinor' | 'currency'> {
  const draw = random.between(0, 999);
  if (draw < perMille.reviewed) {
    return { amountMinor: String(random.between(178_000_001, 180_000_000)), currency: 'JPY' };
  }
  if (draw < perMille.reviewed + perMille.largeNumber) {
    return { amountMinor: String(random.between(1_000_001, 10_000_000)), currency: 'JPY' };
  }
  return { amountMinor: String(random.between(1, 250_000)), currency: random.pick(currencies) };
}
