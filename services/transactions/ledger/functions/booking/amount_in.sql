-- An amount of the terms (a column's name and what it holds) for payments of a currency: the one that the terms have for that
-- currency, else by the reference rate, rounded down to the minor unit. Where there is no rate, nothing: a ceiling of nothing takes
-- no payment.
--
-- In PL/pgSQL so that it is not put into the expressions that call it: they are prepared anew for every payment.
create or replace function pay.amount_in(currency text, name text, amount_minor bigint, terms pay.merchant_terms) returns bigint
language plpgsql immutable as $body$
begin
  if currency = terms.currency then
    return amount_minor;
  end if;
  if terms.amounts_in -> currency ? name then
    return terms.amounts_in -> currency ->> name;
  end if;
  -- div() takes the whole part of the exact quotient; a division would round it first.
  return least(999999999999999999, coalesce(div(
    amount_minor * pay.reference_rate(terms.rates_version, currency), pay.reference_rate(terms.rates_version, terms.currency)
  ), 0));
end
$body$;
