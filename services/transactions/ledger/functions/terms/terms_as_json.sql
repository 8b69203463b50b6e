-- Terms as the API and the audit log have them: amounts are texts, and no member is null.
create or replace function pay.terms_as_json(terms pay.merchant_terms) returns jsonb
language sql immutable
return jsonb_strip_nulls(jsonb_build_object(
  'status', terms.status, 'currency', terms.currency, 'rates_version', terms.rates_version, 'amounts_in', terms.amounts_in,
  'amount_minor_max', terms.amount_minor_max::text, 'overdraft_minor_max', terms.overdraft_minor_max::text,
  'review_above_minor', terms.review_above_minor::text, 'hold_days', terms.hold_days, 'review_days', terms.review_days, 'fee_basis_points', terms.fee_basis_points,
  'fee_fixed_minor', terms.fee_fixed_minor::text, 'fee_minor_min', terms.fee_minor_min::text,
  'fee_tiers', (
    select jsonb_agg(
      jsonb_build_object('above_minor', tier ->> 'above_minor', 'basis_points', (tier ->> 'basis_points')::int) order by place
    )
    from jsonb_array_elements(terms.fee_tiers) with ordinality as tiers (tier, place)
  ),
  'fee_refund_basis_points', terms.fee_refund_basis_points, 'dispute_fee_minor', terms.dispute_fee_minor::text,
  'dispute_fee_is_refunded', terms.dispute_fee_is_refunded, 'reserve_basis_points', terms.reserve_basis_points,
  'reserve_days', terms.reserve_days
));
