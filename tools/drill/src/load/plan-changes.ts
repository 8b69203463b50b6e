import type { Random } from '../random.ts';
import { isReviewed } from '../witness/payment-model.ts';
import type { ChangeIntent, PaymentIntent } from './intents.ts';

type Step = Omit<ChangeIntent, 'reference'>;

/** A payment as its merchant expects it while planning, in minor units. */
interface MerchantView {
  /** Under review. */
  readonly reviewed: bigint;
  readonly held: bigint;
  readonly captured: bigint;
  readonly refunded: bigint;
  /** Under dispute. */
  readonly disputed: bigint;
  readonly chargedBack: bigint;
}

/** Requests about one payment after its first. */
const stepsMax = 5;

/** Of a thousand steps, how many ask for what must be refused, and how many claim to have seen which version. */
const perMille = { wrong: 220, oldVersion: 80, lastAnswer: 300 } as const;

/** Of a thousand captures by hand that leave a rest, how many release it; of a thousand captured payments, how many are disputed. */
const seldomPerMille = { final: 250, disputed: 200 } as const;

/** Of a thousand payments, how many are left alone after each step: some stay held, some stay captured. */
const leftAlonePerMille = 280;

/**
 * Plans the changes of a payment: captures in parts or at once, voids, refunds, and now and then one that must be refused.
 *
 * The witness's model says afterwards which answer each must get.
 */
export function planChanges(intent: PaymentIntent, random: Random): readonly Step[] {
  const amount = BigInt(intent.amountMinor);
  let view = isReviewed(intent) ? { ...nothing, reviewed: amount } : taken(intent, amount);
  const steps: Step[] = [];
  while (steps.length < stepsMax && random.between(0, 999) >= leftAlonePerMille) {
    if (random.between(0, 999) < perMille.wrong) {
      steps.push(withSeen(wrongStep(view, random), random));
      continue;
    }
    const step = rightStep(view, random);
    if (step === undefined) break;
    const seen = withSeen(step, random);
    steps.push(seen);
    // A claim to have seen an old version is refused: nothing changes.
    if (seen.seen !== 'old_version') view = afterStep(view, seen, intent);
  }
  return steps;
}

const nothing: MerchantView = {
  reviewed: 0n,
  held: 0n,
  captured: 0n,
  refunded: 0n,
  disputed: 0n,
  chargedBack: 0n,
};

/** Amount that may still be given back or disputed. */
const leftOf = ({ captured, refunded, disputed, chargedBack }: MerchantView) =>
  captured - refunded - disputed - chargedBack;

function taken({ capture }: PaymentIntent, amount: bigint): MerchantView {
  return capture === 'manual' ? { ...nothing, held: amount } : { ...nothing, captured: amount };
}

function withSeen(step: Omit<Step, 'seen'>, random: Random): Step {
  const draw = random.between(0, 999);
  if (draw < perMille.oldVersion) return { ...step, seen: 'old_version' };
  return { ...step, seen: draw < perMille.oldVersion + perMille.lastAnswer ? 'last_answer' : 'nothing' };
}

/** A change that is allowed; `undefined` when none is left. */
function rightStep(view: MerchantView, random: Random): Omit<Step, 'seen'> | undefined {
  const { reviewed, held, disputed } = view;
  if (reviewed > 0n) return { action: random.between(0, 3) === 0 ? 'reject' : 'approve' };
  const left = leftOf(view);
  if (held > 0n) {
    const draw = random.between(0, 4);
    if (draw === 0) return { action: 'void' };
    // What is captured may be given back while the rest is held.
    if (draw === 1 && left > 0n) return { action: 'refund', ...amountOf(left, random) };
    const isFinal = random.between(0, 999) < seldomPerMille.final ? ({ isFinal: true } as const) : {};
    return { action: 'capture', ...amountOf(held, random), ...isFinal };
  }
  if (disputed > 0n) {
    // What is not disputed may still be given back.
    if (left > 0n && random.between(0, 3) === 0) return { action: 'refund', ...amountOf(left, random) };
    return { action: random.pick(['evidence', 'win', 'lose'] as const) };
  }
  if (left === 0n) return undefined;
  const action = random.between(0, 999) < seldomPerMille.disputed ? 'dispute' : 'refund';
  return { action, ...amountOf(left, random) };
}

/** A change that must be refused: too much, too late or too early. */
function wrongStep(view: MerchantView, random: Random): Omit<Step, 'seen'> {
  const { reviewed, held, disputed } = view;
  if (reviewed > 0n) return random.pick([{ action: 'capture' }, { action: 'void' }, { action: 'refund' }] as const);
  const left = leftOf(view);
  const tooMuch = (most: bigint) => ({ amountMinor: String(most + BigInt(random.between(1, 1000))) });
  if (held > 0n) {
    return random.pick([
      { action: 'refund', ...tooMuch(left) },
      { action: 'capture', ...tooMuch(held) },
    ] as const);
  }
  return random.pick([
    { action: 'capture' },
    { action: 'void' },
    { action: 'refund', ...tooMuch(left) },
    { action: 'dispute', ...tooMuch(left) },
    { action: 'approve' },
    disputed > 0n ? { action: 'dispute' } : { action: 'win' },
  ] as const);
}

/** The full amount, stated or left out, or a part of it. */
function amountOf(most: bigint, random: Random): { readonly amountMinor?: string } {
  const draw = random.between(0, 3);
  if (draw === 0) return {};
  if (draw === 1 || most === 1n) return { amountMinor: String(most) };
  return { amountMinor: String(random.between(1, Number(most) - 1)) };
}

function afterStep(view: MerchantView, { action, amountMinor, isFinal }: Step, intent: PaymentIntent): MerchantView {
  const { reviewed, held, captured, refunded, disputed, chargedBack } = view;
  const part = (most: bigint) => (amountMinor === undefined ? most : BigInt(amountMinor));
  switch (action) {
    case 'approve':
      return taken(intent, reviewed);
    case 'reject':
      return nothing;
    case 'capture':
      return { ...view, held: isFinal === true ? 0n : held - part(held), captured: captured + part(held) };
    case 'void':
      return { ...view, held: 0n };
    case 'refund':
      return { ...view, refunded: refunded + part(leftOf(view)) };
    case 'dispute':
      return { ...view, disputed: part(leftOf(view)) };
    case 'evidence':
      return view;
    case 'win':
      return { ...view, disputed: 0n };
    case 'lose':
      return { ...view, disputed: 0n, chargedBack: chargedBack + disputed };
  }
}
