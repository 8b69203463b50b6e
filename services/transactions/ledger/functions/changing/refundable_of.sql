-- Up to 'wanted' of what refunds may still take from what we owe a merchant and its overdraft. Holds the account's lock until the
-- transaction ends, so no other refund can take the same money.
create or replace function pay.refundable_of(payable text, overdraft_minor bigint, wanted bigint) returns bigint
language plpgsql volatile as $body$
declare
  -- Credits less debits that are known for certain: what is rolled up, less what has lowered it since.
  certain numeric;
  -- All else since the roll-up, e.g. captures less their fees.
  credited numeric;
begin
  -- Locked in a statement of its own: a statement that waited still sees the roll-up of before its wait.
  perform from pay.accounts where account_id = payable for update;
  select balance_minor + overdraft_minor - coalesce((
    select sum(amount_minor) from pay.transfers
    where debit_account = payable and purpose in ('refund', 'dispute', 'dispute_fee', 'settlement') and transaction_id >= roll_up.horizon
  ), 0)
  into strict certain
  from pay.accounts cross join pay.roll_up where account_id = payable;
  if certain >= wanted then
    return wanted;
  end if;
  -- Reads all transfers since the roll-up, so only when it decides.
  select coalesce(sum(case when credit_account = payable then amount_minor else -amount_minor end), 0)
  into strict credited
  from pay.transfers cross join pay.roll_up
  where transaction_id >= roll_up.horizon and payable in (debit_account, credit_account)
    and purpose not in ('refund', 'dispute', 'dispute_fee', 'settlement');
  return greatest(0, least(wanted, certain + credited));
end
$body$;
