-- Why: balances without a lock per payment, and a proof that they are right.
--
-- A balance is what is rolled up plus the transfers after the roll-up. Transfers are told apart by the transaction that
-- wrote them: everything below pg_snapshot_xmin has ended, so nothing can still appear there.
set local role pay_owner;

create table pay.roll_up (
  only_row boolean primary key default true check (only_row),
  -- Transfers of transactions below this one are in pay.accounts.balance_minor.
  horizon xid8 not null,
  rolled_up_at timestamptz not null default now()
);
insert into pay.roll_up (horizon) values (pg_snapshot_xmin(pg_current_snapshot()));

-- Each account with its balance at the statement's snapshot: credits less debits.
create view pay.balances as
with tail as (
  select debit_account as account_id, -amount_minor::numeric as change from pay.transfers
  where transaction_id >= (select horizon from pay.roll_up)
  union all
  select credit_account, amount_minor from pay.transfers
  where transaction_id >= (select horizon from pay.roll_up)
)
select account_id, currency, kind, merchant_id, balance_minor + coalesce(sum(change), 0) as balance_minor
from pay.accounts left join tail using (account_id)
group by account_id;

-- Adds the transfers that have come below the horizon to their accounts; answers how many there were.
create function pay.roll_up_balances() returns jsonb
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

-- Everything that does not fit, at one snapshot; no row when the books are right.
create function pay.check_drift() returns table (rule text, subject text, expected numeric, found numeric)
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  with sides as (
    select account_id, currency, sum(change) as total
    from pay.transfers
      cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as both_sides (account_id, change)
    group by account_id, currency
  ),
  captures as (
    select payment_id, sum(amount_minor) as total from pay.transfers where purpose = 'capture' group by payment_id
  )
  select 'balance_is_sum_of_transfers', coalesce(balances.account_id, sides.account_id), coalesce(sides.total, 0), balances.balance_minor
  from pay.balances full join sides on sides.account_id = balances.account_id and sides.currency = balances.currency
  where balances.balance_minor is distinct from coalesce(sides.total, 0)
  union all
  select 'accounts_sum_to_zero', currency, 0, sum(balance_minor)
  from pay.balances group by currency having sum(balance_minor) <> 0
  union all
  select 'captured_payment_is_transferred', payment_id, case status when 'captured' then amount_minor else 0 end, coalesce(total, 0)
  from pay.payments full join captures using (payment_id)
  where coalesce(total, 0) is distinct from case status when 'captured' then amount_minor else 0 end
  union all
  select 'version_has_its_operations', payments.payment_id, payments.version - 1, count(operations.command_id)
  from pay.payments left join pay.operations on operations.payment_id = payments.payment_id
  group by payments.payment_id having count(operations.command_id) <> payments.version - 1
  union all
  select 'version_has_its_event', payments.payment_id, payments.version - 1, count(events.seq)
  from pay.payments left join pay.events on events.payment_id = payments.payment_id
  group by payments.payment_id having count(events.seq) <> payments.version - 1;
end;

grant execute on function pay.roll_up_balances() to pay_app;
grant execute on function pay.check_drift() to pay_app;
