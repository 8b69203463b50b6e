-- Payouts that are not what was transferred, and transfers without their payout; null means all of them.
create or replace function pay.drift_of_payouts(wanted text[]) returns table (rule text, subject text, expected numeric, found numeric)
language plpgsql stable as $body$
#variable_conflict use_column
begin
  return query
  select 'payout_is_transferred', payment_id, coalesce(payouts.amount_minor, 0)::numeric, coalesce(moved.amount_minor, 0)::numeric
  from (select payout_id as payment_id, amount_minor from pay.payouts where wanted is null or payout_id = any (wanted)) as payouts
    full join (
      select payment_id, amount_minor from pay.transfers
      where purpose = 'settlement' and (wanted is null or payment_id = any (wanted))
    ) as moved using (payment_id)
  where coalesce(payouts.amount_minor, 0) <> coalesce(moved.amount_minor, 0);
end
$body$;
