-- The terms a merchant works under.
create or replace function pay.terms_of(merchant text) returns pay.merchant_terms
language sql stable
return (
  select terms from pay.merchant_terms as terms
  where terms.merchant_id in (merchant, '*')
  order by terms.merchant_id = '*'
  limit 1
);
