import { currencyExponents, formatMoney, type Limit, limitIn, type Money, money } from '@redoubt/contracts';
import type { Facts } from './facts.ts';
import type { Rule, RuleSet, Severity, Subject } from './rule-set.ts';

export type ReasonCode =
  | 'currency_refused'
  | 'amount_over_limit'
  | 'blocklisted'
  | 'velocity_over_limit'
  | 'duplicate_submit'
  | 'facts_unknown';

/** One rule that a payment breaks, explained. */
export interface Reason {
  readonly code: ReasonCode;
  /** Id of the rule within its rule set. */
  readonly rule: string;
  readonly severity: Severity;
  /** JSON pointer to the field of a payment request that the rule looked at; empty for the request as a whole. */
  readonly pointer: string;
  /** Says the allowed values. Repeats nothing that the client sent. */
  readonly detail: string;
}

/** Whether a payment is one that we take, why, and by which rules. */
export interface Decision {
  readonly outcome: 'accept' | 'review' | 'reject';
  readonly reasons: readonly Reason[];
  readonly rulesetVersion: string;
}

/** Why a decision is not to accept, in short: each code once. */
export function codesOf({ reasons }: Pick<Decision, 'reasons'>): readonly ReasonCode[] {
  return [...new Set(reasons.filter(({ severity }) => severity !== 'note').map(({ code }) => code))];
}

const pointers: Readonly<Record<Subject, string>> = { merchant: '/merchant_id', customer: '/customer_id', ip: '' };

/** Decides by the rules alone: every broken rule is a reason, and the hardest of them is the outcome; a note is none. */
export function decide(facts: Facts, { version, rules }: RuleSet): Decision {
  const reasons = rules.flatMap((rule) => {
    const breach = breachOf(rule, facts);
    return breach === undefined ? [] : [{ ...breach, rule: rule.id, severity: rule.severity }];
  });
  const isBroken = (severity: Severity): boolean => reasons.some((reason) => reason.severity === severity);
  const outcome = isBroken('hard') ? 'reject' : isBroken('soft') ? 'review' : 'accept';
  return { outcome, reasons, rulesetVersion: version };
}

type Breach = Pick<Reason, 'code' | 'pointer' | 'detail'>;

function breachOf(rule: Rule, facts: Facts): Breach | undefined {
  switch (rule.kind) {
    case 'currency_not_among':
      if (!rule.currencies.includes(facts.currency)) return undefined;
      return { code: 'currency_refused', pointer: '/currency', detail: `not taken: ${rule.currencies.join(', ')}` };
    case 'amount_at_most':
      return overBreachOf(facts, inMinorUnits(rule.majorUnitsMax, facts.currency));
    case 'worth_at_most':
      return overBreachOf(facts, limitIn(ownLimitOf(rule, facts) ?? rule.limit, facts.currency));
    case 'merchant_open':
      if (typeof facts.terms !== 'object' || facts.terms.isOpen) return undefined;
      return { code: 'blocklisted', pointer: pointers.merchant, detail: 'this merchant is blocked' };
    case 'facts_known':
      if (facts.history === 'unknown') {
        return { code: 'facts_unknown', pointer: '', detail: 'blocklist and counters gave no answer' };
      }
      if (facts.terms !== 'unknown') return undefined;
      return { code: 'facts_unknown', pointer: '', detail: "the merchant's terms gave no answer" };
    default:
      return facts.history === 'unknown' ? undefined : historyBreachOf(rule, facts.history);
  }
}

function ownLimitOf({ own }: Extract<Rule, { kind: 'worth_at_most' }>, { terms }: Facts): Limit | undefined {
  return own === undefined || typeof terms !== 'object' ? undefined : terms[own];
}

function overBreachOf({ amountMinor }: Facts, most: Money): Breach | undefined {
  if (BigInt(amountMinor) <= most.amountMinor) return undefined;
  return {
    code: 'amount_over_limit',
    pointer: '/amount_minor',
    detail: `at most ${formatMoney(most)} for one payment`,
  };
}

type HistoryRule = Extract<Rule, { kind: 'not_blocklisted' | 'velocity_at_most' | 'no_lookalike' }>;

function historyBreachOf(rule: HistoryRule, history: Exclude<Facts['history'], 'unknown'>): Breach | undefined {
  switch (rule.kind) {
    case 'not_blocklisted':
      if (!history.blocklisted.includes(rule.subject)) return undefined;
      return { code: 'blocklisted', pointer: pointers[rule.subject], detail: `this ${rule.subject} is blocked` };
    case 'velocity_at_most':
      if ((history.earlier[rule.subject] ?? -1) + 1 <= rule.countMax) return undefined;
      return {
        code: 'velocity_over_limit',
        pointer: pointers[rule.subject],
        detail: `at most ${rule.countMax} payments of one ${rule.subject} within the window`,
      };
    case 'no_lookalike':
      if (history.lookalikes === 0) return undefined;
      return { code: 'duplicate_submit', pointer: '', detail: 'the same payment came under another key just before' };
  }
}

/** The limit in the minor unit of a currency: 10 EUR are 1000 cents, 10 JPY are 10. */
function inMinorUnits(majorUnits: string, currency: string): Money {
  const exponent = currencyExponents.get(currency);
  if (exponent === undefined) throw new RangeError(`${currency} is in no currency table; its schema refuses it`);
  return money(BigInt(majorUnits) * 10n ** BigInt(exponent), currency);
}
