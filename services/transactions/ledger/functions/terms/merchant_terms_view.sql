-- The terms that a merchant works under now. Version 0: it has none of its own, and everybody's hold.
create or replace function pay.merchant_terms_view(merchant text) returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (
  select pay.terms_as_json(terms) || jsonb_build_object(
    'merchant_id', merchant, 'version', case when terms.merchant_id = merchant then terms.version else 0 end
  )
  from pay.terms_of(merchant) as terms
);

grant execute on function pay.merchant_terms_view(text) to pay_reader;
