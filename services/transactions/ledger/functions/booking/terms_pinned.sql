-- The terms that a payment was taken under.
create or replace function pay.terms_pinned(wanted uuid) returns pay.merchant_terms
language plpgsql stable as $body$
declare
  terms pay.merchant_terms;
begin
  select * into strict terms from pay.pinned_terms where terms_id = wanted;
  return terms;
end
$body$;
