import { AccessMerchants, type Doorkeeper, type HttpFunction, Journal, leaseViewOf } from '@redoubt/lambda-kit';
import { CoalescingCounters } from '../src/adapters/coalescing-counters.ts';
import { DecisionTable } from '../src/adapters/decision-table.ts';
import { SettingsTable } from '../src/adapters/settings-table.ts';
import { VelocityCounters } from '../src/adapters/velocity-counters.ts';
import { currentRuleSet } from '../src/domain/rule-sets.ts';
import { acceptanceFakes } from '../test/support/acceptance-fakes.ts';
import type { BenchDynamo } from './bench-dynamo.ts';
import './bench-environment.ts';

const { postPayment } = await import('../src/routes/post-payment.ts');

const view = leaseViewOf({ epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' }, 'us-east-1');
const lease = { current: () => Promise.resolve(view) };
const steadyMs = () => performance.now();

/**
 * The function of `POST /validation/v1/payments` with the adapters that it has on AWS, behind a doorkeeper.
 *
 * Lease and bus are in memory, the log is silent and DynamoDB speaks HTTP without TLS: a payment costs less than on AWS, so a part of it
 * looks larger here.
 */
export function paymentFunction({ payments, access }: BenchDynamo, keys: Doorkeeper): HttpFunction {
  const settings = new SettingsTable({ ...payments, steadyMs });
  return postPayment({
    ruleSet: currentRuleSet,
    counters: new CoalescingCounters(new VelocityCounters({ ...payments, region: 'us-east-1' })),
    blocklist: settings,
    terms: settings,
    merchants: new AccessMerchants({ ...access, steadyMs }),
    decisions: new DecisionTable(payments),
    journal: new Journal(payments),
    publisher: { publish: () => Promise.resolve() },
    keys,
    lease,
  });
}

/** The same with everything behind the doors in memory, so that a busy machine answers more than limits let through. */
export function paymentFunctionInMemory(keys: Doorkeeper): HttpFunction {
  return postPayment({ ...acceptanceFakes(), keys, lease });
}
