-- The terms a merchant works under: its own, or else everybody's.
create or replace function pay.terms_of(merchant text) returns pay.merchant_terms
language plpgsql stable as $body$
declare
  terms pay.merchant_terms;
begin
  select * into terms from pay.merchant_terms where merchant_id = merchant;
  if not found then
    select * into strict terms from pay.merchant_terms where merchant_id = '*';
  end if;
  return terms;
end
$body$;
