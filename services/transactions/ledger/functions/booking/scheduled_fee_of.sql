-- The fee by a schedule: each tier's rate of the part above its amount, summed exactly and rounded down once, and a fixed part; no less
-- than the minimum and no more than what is captured.
create or replace function pay.scheduled_fee_of(captured_minor bigint, wanted_currency text, terms pay.merchant_terms) returns bigint
language plpgsql immutable as $body$
declare
  -- In hundredths of a percent of a minor unit.
  parts numeric := captured_minor::numeric * terms.fee_basis_points;
  basis_points int := terms.fee_basis_points;
  tier record;
begin
  for tier in
    select pay.amount_in(wanted_currency, 'fee_tier_' || place, (entry ->> 'above_minor')::bigint, terms) as above_minor,
      (entry ->> 'basis_points')::int as rate
    from jsonb_array_elements(terms.fee_tiers) with ordinality as entries (entry, place)
    order by above_minor, place
  loop
    -- What its rate adds to the one before it.
    parts := parts + greatest(0, captured_minor - tier.above_minor)::numeric * (tier.rate - basis_points);
    basis_points := tier.rate;
  end loop;
  return least(captured_minor, greatest(
    pay.amount_in(wanted_currency, 'fee_minor_min', terms.fee_minor_min, terms),
    pay.amount_in(wanted_currency, 'fee_fixed_minor', terms.fee_fixed_minor, terms) + div(parts, 10000)::bigint
  ));
end
$body$;
