-- Adds the transfers that have come below the horizon to their accounts; returns their number.
create or replace function pay.roll_up_balances() returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
declare
  old_horizon xid8;
  new_horizon xid8;
  counted bigint;
begin
  -- Two roll-ups at once would add the same transfers twice.
  select horizon into strict old_horizon from pay.roll_up for update;
  new_horizon := pg_snapshot_xmin(pg_current_snapshot());
  with changes as (
    select account_id, sum(change) as change
    from pay.transfers
      cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as sides (account_id, change)
    where transaction_id >= old_horizon and transaction_id < new_horizon
    group by account_id
  )
  update pay.accounts as accounts set balance_minor = accounts.balance_minor + changes.change
  from changes where changes.account_id = accounts.account_id;
  select count(*) into counted from pay.transfers where transaction_id >= old_horizon and transaction_id < new_horizon;
  update pay.roll_up set horizon = new_horizon, rolled_up_at = now();
  return jsonb_build_object('rolledUp', counted);
end
$body$;

grant execute on function pay.roll_up_balances() to pay_maintenance;
