import type { CreatePaymentRequest } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { currentRuleSet, ruleSets } from '../../src/domain/rule-sets.ts';
import { sightingsOf, subjectsOf } from '../../src/domain/sightings.ts';

const request = (over: Partial<CreatePaymentRequest>): CreatePaymentRequest => ({
  merchant_id: 'acme',
  amount_minor: '1050',
  currency: 'EUR',
  ...over,
});
const kindsOf = (over: Partial<CreatePaymentRequest>, ruleSet = currentRuleSet) =>
  sightingsOf({ request: request(over), sourceIp: undefined, requestId: 'pay_1' }, ruleSet).map(({ kind }) => kind);

describe('11.A6: customers like guest do not count as one person', () => {
  test.each(['guest', 'Guest', 'ANONYMOUS', 'guest-user', 'default', 'null', '0'])(
    'two payments of %s are neither duplicates nor counted together',
    (customer_id) => {
      expect(kindsOf({ customer_id })).toEqual(['merchant']);
    },
  );

  test.each(['c1', 'guest7', 'aguest', 'user123', '00', '1'])('%s is a customer', (customer_id) => {
    expect(kindsOf({ customer_id })).toEqual(['merchant', 'customer', 'lookalike']);
  });

  test('a guest with a reference can submit the same order twice', () => {
    expect(kindsOf({ customer_id: 'guest', reference: 'order 7' })).toEqual(['merchant', 'lookalike']);
    expect(kindsOf({ reference: 'order 7' })).toEqual(['merchant', 'lookalike']);
  });

  test('whoever names neither customer nor reference is nobody’s duplicate', () => {
    expect(kindsOf({})).toEqual(['merchant']);
  });

  test('a merchant may still have guests blocked, by the name that it gives them', () => {
    expect(subjectsOf(request({ customer_id: 'guest' }), undefined)).toContainEqual({
      kind: 'customer',
      value: 'acme/guest',
    });
  });

  test('by the rules of before they were one customer', () => {
    const before = ruleSets.get('2026-11-28');
    expect(before && kindsOf({ customer_id: 'guest' }, before)).toEqual(['merchant', 'customer', 'lookalike']);
  });
});
