-- The fee of a payment of which this amount is captured, by its terms: a part of it, unless they have a schedule.
create or replace function pay.fee_by_terms(captured_minor bigint, currency text, terms pay.merchant_terms) returns bigint
language sql immutable
return case
  when terms.has_fee_schedule then pay.scheduled_fee_of(captured_minor, currency, terms)
  else pay.fee_of(captured_minor, terms.fee_basis_points)
end;
