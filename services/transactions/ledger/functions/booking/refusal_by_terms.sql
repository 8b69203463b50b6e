-- Why a merchant's terms refuse a payment; null when they do not.
create or replace function pay.refusal_by_terms(amount_minor bigint, currency text, terms pay.merchant_terms) returns text
language sql immutable
return case
  when terms.status = 'blocked' then 'merchant_blocked'
  when amount_minor > case
    when currency = terms.currency then terms.amount_minor_max
    else pay.amount_in(currency, 'amount_minor_max', terms.amount_minor_max, terms)
  end then 'amount_over_merchant_limit'
end;
