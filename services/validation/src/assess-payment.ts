import type { CreatePaymentRequest } from '@redoubt/contracts';
import { type Decision, decide } from './domain/decide.ts';
import type { Facts, History } from './domain/facts.ts';
import type { RuleSet, Subject } from './domain/rule-set.ts';
import { slidingCount, type WindowCounts } from './domain/sliding-count.ts';
import { type Sighting, sightingsOf, subjectsOf } from './sightings.ts';

/** Longest wait for blocklist and counters, in milliseconds: a payment is not kept from the journal for them. */
const historyMsMax = 500;

/** How often something was seen before, in both regions together. */
export interface Counters {
  /** @throws FaultError `store_unreachable` */
  countsOf(sighting: Sighting, at: Date, signal: AbortSignal): Promise<WindowCounts>;
  /** @throws FaultError `store_unreachable` */
  add(sightings: readonly Sighting[], at: Date): Promise<void>;
}

/** Whom we do not do business with. */
export interface Blocklist {
  /** @throws FaultError `store_unreachable` */
  blocks(subject: { readonly kind: Subject; readonly value: string }, signal: AbortSignal): Promise<boolean>;
}

/** What assessing needs of the world. */
export interface RuleDesk {
  readonly ruleSet: RuleSet;
  readonly counters: Counters;
  readonly blocklist: Blocklist;
}

export interface AssessedPayment {
  readonly request: CreatePaymentRequest;
  readonly sourceIp: string | undefined;
  readonly receivedAt: Date;
}

export interface Assessment {
  readonly decision: Decision;
  readonly facts: Facts;
  /** What is to be counted once the payment is taken. */
  readonly sightings: readonly Sighting[];
  /** Why blocklist and counters are not among the facts. */
  readonly unanswered: unknown;
}

/**
 * Gathers the facts about a payment and decides by the rules. Writes nothing.
 *
 * A table that gives no answer does not stop payments: the bounds decide alone, and the decision says so. What would be
 * lost by it is a guard against nuisance; idempotency and the ledger's floors do not depend on it.
 */
export async function assessPayment(payment: AssessedPayment, desk: RuleDesk): Promise<Assessment> {
  const { amount_minor: amountMinor, currency } = payment.request;
  const sightings = sightingsOf(payment.request, payment.sourceIp, desk.ruleSet);
  const { history, unanswered } = await historyOf(payment, sightings, desk).then(
    (known) => ({ history: known, unanswered: undefined }),
    (fault: unknown) => ({ history: 'unknown' as const, unanswered: fault }),
  );
  const facts: Facts = { amountMinor, currency, history };
  return { decision: decide(facts, desk.ruleSet), facts, sightings, unanswered };
}

async function historyOf(
  { request, sourceIp, receivedAt }: AssessedPayment,
  sightings: readonly Sighting[],
  { counters, blocklist }: RuleDesk,
): Promise<History> {
  const signal = AbortSignal.timeout(historyMsMax);
  const seen = Promise.all(
    sightings.map(async (sighting) => {
      const counts = await counters.countsOf(sighting, receivedAt, signal);
      return [sighting.kind, slidingCount(counts, receivedAt.getTime(), sighting.windowMs)] as const;
    }),
  );
  const named = subjectsOf(request, sourceIp);
  const blocked = Promise.all(named.map((subject) => blocklist.blocks(subject, signal)));
  const [counts, isBlocked] = await Promise.all([seen, blocked]);
  const { lookalike = 0, ...earlier } = Object.fromEntries(counts);
  return {
    blocklisted: named.filter((_, at) => isBlocked[at]).map(({ kind }) => kind),
    earlier,
    lookalikes: lookalike,
  };
}
