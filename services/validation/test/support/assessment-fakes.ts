import type { TermsSetting } from '@redoubt/contracts';
import { FaultError, type MerchantRegister } from '@redoubt/lambda-kit';
import type { AssessPaymentDependencies } from '../../src/assess-payment.ts';
import type { Subject } from '../../src/domain/rule-set.ts';
import { currentRuleSet } from '../../src/domain/rule-sets.ts';
import type { Sighting } from '../../src/domain/sightings.ts';
import { type WindowCounts, windowStartMs } from '../../src/domain/sliding-count.ts';
import type { DecisionEntry } from '../../src/record-decision.ts';

/** Counters in memory, by what is counted and the window. */
export class FakeCounters {
  readonly seen = new Map<string, number>();
  /** Of these, by the request that was counted. */
  readonly #own = new Map<string, number>();
  isReachable = true;

  async countsOf(sighting: Sighting, at: Date): Promise<WindowCounts> {
    if (!this.isReachable) throw new FaultError('store_unreachable', 'the table gives no answer');
    const running = windowStartMs(at.getTime(), sighting.windowMs);
    const of = (startMs: number): number =>
      (this.seen.get(keyOf(sighting, startMs)) ?? 0) - (this.#own.get(ownKeyOf(sighting, startMs)) ?? 0);
    return { previous: of(running - sighting.windowMs), running: of(running) };
  }

  async add(sightings: readonly Sighting[], at: Date): Promise<void> {
    if (!this.isReachable) throw new FaultError('store_unreachable', 'the table gives no answer');
    for (const sighting of sightings) this.set(sighting, at, 1);
  }

  /** Lets some more be seen in the window that the moment lies in. */
  set(sighting: Sighting, at: Date, more: number): void {
    const startMs = windowStartMs(at.getTime(), sighting.windowMs);
    const key = keyOf(sighting, startMs);
    this.seen.set(key, (this.seen.get(key) ?? 0) + more);
    if (sighting.by === undefined) return;
    const own = ownKeyOf(sighting, startMs);
    this.#own.set(own, (this.#own.get(own) ?? 0) + more);
  }
}

function ownKeyOf(sighting: Sighting, startMs: number): string {
  return `${keyOf(sighting, startMs)} ${sighting.by}`;
}

function keyOf({ kind, value, windowMs }: Sighting, startMs: number): string {
  return `${kind} ${value} ${windowMs} ${startMs}`;
}

export class FakeBlocklist {
  readonly entries = new Set<string>();

  async blocks({ kind, value }: { readonly kind: Subject; readonly value: string }): Promise<boolean> {
    return this.entries.has(`${kind} ${value}`);
  }
}

/** Terms in memory, of merchants that have their own. */
export class FakeTerms {
  readonly own = new Map<string, TermsSetting>();
  isReachable = true;

  async ownTermsOf(merchantId: string): Promise<TermsSetting | undefined> {
    if (!this.isReachable) throw new FaultError('store_unreachable', 'the table gives no answer');
    return this.own.get(merchantId);
  }
}

export class FakeDecisions {
  readonly entries = new Map<string, DecisionEntry>();
  isReachable = true;

  async add(entry: DecisionEntry): Promise<{ isNew: boolean; stored: DecisionEntry }> {
    if (!this.isReachable) throw new FaultError('store_unreachable', 'the table gives no answer');
    const known = this.entries.get(entry.id);
    if (known === undefined) this.entries.set(entry.id, entry);
    return { isNew: known === undefined, stored: known ?? entry };
  }

  async read(id: string): Promise<DecisionEntry | undefined> {
    return this.entries.get(id);
  }
}

/** Merchants in memory: all are open that are not said to be closed. */
export class FakeMerchants {
  readonly closed = new Set<string>();
  isReachable = true;

  async isOpen(merchantId: string): Promise<boolean> {
    if (!this.isReachable) throw new FaultError('store_unreachable', 'the table gives no answer');
    return !this.closed.has(merchantId);
  }
}

/** The current rules over empty tables. */
export function assessmentFakes() {
  return {
    ruleSet: currentRuleSet,
    counters: new FakeCounters(),
    blocklist: new FakeBlocklist(),
    terms: new FakeTerms(),
    decisions: new FakeDecisions(),
    merchants: new FakeMerchants(),
  } satisfies AssessPaymentDependencies & { readonly decisions: FakeDecisions; readonly merchants: MerchantRegister };
}
