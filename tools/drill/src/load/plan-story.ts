import type { Random } from '../random.ts';
import { isReviewed } from '../witness/standing.ts';
import type { ChangeIntent, PaymentIntent } from './intents.ts';

type Step = Omit<ChangeIntent, 'reference'>;

/** What a merchant believes about a payment while it plans: minor units. */
interface Belief {
  /** Waits for somebody to approve or reject it. */
  readonly reviewed: bigint;
  readonly held: bigint;
  readonly captured: bigint;
  readonly refunded: bigint;
}

/** Requests about one payment after its first. */
const stepsMax = 5;

/** Of a thousand steps, how many ask for what must be refused, and how many claim to have seen which version. */
const perMille = { wrong: 220, oldVersion: 80, lastAnswer: 300 } as const;

/** Of a thousand payments, how many are left alone after each step: some stay held, some stay captured. */
const leftAlonePerMille = 280;

/**
 * Makes up what a merchant does with a payment: captures of what is held, in parts or at once, voids, refunds, and now and
 * then something that it must be refused.
 *
 * What must come of each is no matter here: the witness's own model says that afterwards.
 */
export function planStory(intent: PaymentIntent, random: Random): readonly Step[] {
  const amount = BigInt(intent.amountMinor);
  let belief = isReviewed(intent) ? { ...nothing, reviewed: amount } : taken(intent, amount);
  const steps: Step[] = [];
  while (steps.length < stepsMax && random.between(0, 999) >= leftAlonePerMille) {
    if (random.between(0, 999) < perMille.wrong) {
      steps.push(withSeen(wrongStep(belief, random), random));
      continue;
    }
    const step = rightStep(belief, random);
    if (step === undefined) break;
    const seen = withSeen(step, random);
    steps.push(seen);
    // A claim to have seen an old version is refused: nothing changes.
    if (seen.seen !== 'old_version') belief = afterStep(belief, seen, intent);
  }
  return steps;
}

const nothing: Belief = { reviewed: 0n, held: 0n, captured: 0n, refunded: 0n };

function taken({ capture }: PaymentIntent, amount: bigint): Belief {
  return capture === 'manual' ? { ...nothing, held: amount } : { ...nothing, captured: amount };
}

function withSeen(step: Omit<Step, 'seen'>, random: Random): Step {
  const draw = random.between(0, 999);
  if (draw < perMille.oldVersion) return { ...step, seen: 'old_version' };
  return { ...step, seen: draw < perMille.oldVersion + perMille.lastAnswer ? 'last_answer' : 'nothing' };
}

/** Something that can be done; `undefined` when all is done. */
function rightStep({ reviewed, held, captured, refunded }: Belief, random: Random): Omit<Step, 'seen'> | undefined {
  if (reviewed > 0n) return { action: random.between(0, 3) === 0 ? 'reject' : 'approve' };
  if (held > 0n) {
    if (random.between(0, 4) === 0) return { action: 'void' };
    return { action: 'capture', ...amountOf(held, random) };
  }
  const left = captured - refunded;
  return left === 0n ? undefined : { action: 'refund', ...amountOf(left, random) };
}

/** Something that a merchant must be refused, whatever else it may do: too much, too late or too early. */
function wrongStep({ reviewed, held, captured, refunded }: Belief, random: Random): Omit<Step, 'seen'> {
  if (reviewed > 0n) return random.pick([{ action: 'capture' }, { action: 'void' }, { action: 'refund' }] as const);
  const left = captured - refunded;
  const tooMuch = (most: bigint) => ({ amountMinor: String(most + BigInt(random.between(1, 1000))) });
  if (held > 0n) return random.pick([{ action: 'refund' }, { action: 'capture', ...tooMuch(held) }] as const);
  return random.pick([
    { action: 'capture' },
    { action: 'void' },
    { action: 'refund', ...tooMuch(left) },
    { action: 'approve' },
  ] as const);
}

/** All there is, said or left out, or a part of it. */
function amountOf(most: bigint, random: Random): { readonly amountMinor?: string } {
  const draw = random.between(0, 3);
  if (draw === 0) return {};
  if (draw === 1 || most === 1n) return { amountMinor: String(most) };
  return { amountMinor: String(random.between(1, Number(most) - 1)) };
}

function afterStep(belief: Belief, { action, amountMinor }: Step, intent: PaymentIntent): Belief {
  const { reviewed, held, captured, refunded } = belief;
  switch (action) {
    case 'approve':
      return taken(intent, reviewed);
    case 'reject':
      return nothing;
    case 'capture': {
      const part = amountMinor === undefined ? held : BigInt(amountMinor);
      return { ...belief, held: held - part, captured: captured + part };
    }
    case 'void':
      return { ...belief, held: 0n };
    case 'refund':
      return { ...belief, refunded: amountMinor === undefined ? captured : refunded + BigInt(amountMinor) };
  }
}
