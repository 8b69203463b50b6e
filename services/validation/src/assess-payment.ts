import type { CreatePaymentRequest, TermsSetting } from '@redoubt/contracts';
import { type Decision, decide } from './domain/decide.ts';
import { type Facts, type History, knownTermsOf } from './domain/facts.ts';
import type { RuleSet, Subject } from './domain/rule-set.ts';
import { type Sighting, sightingsOf, subjectsOf } from './domain/sightings.ts';
import { slidingCount, type WindowCounts } from './domain/sliding-count.ts';

/** Longest wait for blocklist, counters and terms, in milliseconds: a payment is not kept from the journal for them. */
const historyMsMax = 500;

/** How often something was seen before, in both regions together. */
export interface Counters {
  /** @throws FaultError `store_unreachable` */
  countsOf(sighting: Sighting, at: Date, signal: AbortSignal): Promise<WindowCounts>;
  /** @throws FaultError `store_unreachable` */
  add(sightings: readonly Sighting[], at: Date): Promise<void>;
}

/** Merchants, customers and addresses that are refused. */
export interface Blocklist {
  /** @throws FaultError `store_unreachable` */
  blocks(subject: { readonly kind: Subject; readonly value: string }, signal: AbortSignal): Promise<boolean>;
}

/** Terms of merchants that have their own. */
export interface MerchantTerms {
  /** @throws FaultError `store_unreachable` */
  ownTermsOf(merchantId: string, signal: AbortSignal): Promise<TermsSetting | undefined>;
}

export interface AssessPaymentDependencies {
  readonly ruleSet: RuleSet;
  readonly counters: Counters;
  readonly blocklist: Blocklist;
  readonly terms: MerchantTerms;
}

export interface AssessedPayment {
  readonly request: CreatePaymentRequest;
  readonly sourceIp: string | undefined;
  readonly receivedAt: Date;
  /** The same for every repeat of the request, in either region. */
  readonly requestId: string;
}

export interface Assessment {
  readonly decision: Decision;
  readonly facts: Facts;
  /** To count once the payment is taken. */
  readonly sightings: readonly Sighting[];
  /** Why the facts lack blocklist and counters, or the merchant's terms; `undefined` when they do not. */
  readonly historyFault: unknown;
}

/**
 * Gathers the facts about a payment and decides by the rules. Writes nothing.
 *
 * A table that gives no answer does not stop payments: the bounds decide alone, and the decision says so. Idempotency
 * and the ledger's floors do not depend on these tables.
 */
export async function assessPayment(
  payment: AssessedPayment,
  dependencies: AssessPaymentDependencies,
): Promise<Assessment> {
  const { amount_minor: amountMinor, currency } = payment.request;
  const sightings = sightingsOf(payment, dependencies.ruleSet);
  const signal = AbortSignal.timeout(historyMsMax);
  const [history, terms] = await Promise.all([
    orUnknown(historyOf(payment, sightings, dependencies, signal)),
    orUnknown(dependencies.terms.ownTermsOf(payment.request.merchant_id, signal)),
  ]);
  const facts: Facts = {
    ...{ amountMinor, currency, history: history.known },
    ...(terms.known === undefined ? {} : { terms: terms.known === 'unknown' ? 'unknown' : knownTermsOf(terms.known) }),
  };
  const historyFault = history.fault ?? terms.fault;
  return { decision: decide(facts, dependencies.ruleSet), facts, sightings, historyFault };
}

function orUnknown<Known>(asking: Promise<Known>): Promise<{ known: Known | 'unknown'; fault: unknown }> {
  return asking.then(
    (known) => ({ known, fault: undefined }),
    (fault: unknown) => ({ known: 'unknown', fault }),
  );
}

async function historyOf(
  { request, sourceIp, receivedAt }: AssessedPayment,
  sightings: readonly Sighting[],
  { counters, blocklist }: AssessPaymentDependencies,
  signal: AbortSignal,
): Promise<History> {
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
