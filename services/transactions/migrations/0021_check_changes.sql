-- Why: the checker must know reviews. And comparing all of the books takes the longer the more there are, while a check each
-- minute has to end: it looks at what has changed since the last one that found nothing.
set local role pay_owner;

-- What was checked last, and up to where.
create table pay.checked (
  only_row boolean primary key default true check (only_row),
  -- Transfers of transactions below this one are in pay.checked_balances.
  horizon xid8 not null,
  checked_at timestamptz not null
);
-- The first check looks at everything.
insert into pay.checked (horizon, checked_at) values ('0', '-infinity');

-- Credits less debits of all transfers below the horizon: the checker's own sums, made without pay.accounts.
create table pay.checked_balances (
  account_id text primary key,
  balance_minor numeric(38, 0) not null
);

-- What does not fit in these payments; null means all of them.
--
-- PL/pgSQL plans with the value at hand: for a few payments by index, for all by hash.
create function pay.drift_of_payments(wanted text[]) returns table (rule text, subject text, expected numeric, found numeric)
language plpgsql stable as $body$
#variable_conflict use_column
begin
  return query
  with begins as (
    -- The operation that holds or captures the payment's amount for the first time; a review puts it off.
    select payment_id, max(version) as version
    from pay.operations
    where (wanted is null or payment_id = any (wanted))
      and (operation in ('authorize', 'approve_authorize', 'approve_capture') or (operation = 'capture' and version = 2))
    group by payment_id
  ),
  moved as (
    select transfers.payment_id,
      sum(case when transfers.version = begins.version and purpose in ('hold', 'capture') then amount_minor else 0 end) as begun,
      sum(case purpose when 'hold' then amount_minor when 'release' then -amount_minor else 0 end) as held,
      sum(case purpose when 'capture' then amount_minor else 0 end) as captured,
      sum(case purpose when 'refund' then amount_minor else 0 end) as refunded,
      sum(case purpose when 'fee' then amount_minor else 0 end) as fees
    from pay.transfers left join begins on begins.payment_id = transfers.payment_id
    where wanted is null or transfers.payment_id = any (wanted)
    group by transfers.payment_id
  ),
  done as (
    select payment_id, count(*) as operations from pay.operations
    where wanted is null or payment_id = any (wanted) group by payment_id
  ),
  told as (
    -- Version 1 is the acceptance, which is recorded here only for payments that a request has booked.
    select payment_id, count(*) filter (where version > 1) as events from pay.events
    where wanted is null or payment_id = any (wanted) group by payment_id
  )
  select sums.rule, payment_id, sums.expected::numeric, sums.found::numeric
  from (select * from pay.payments where wanted is null or payment_id = any (wanted)) as payments
    full join moved using (payment_id)
    left join begins using (payment_id)
    left join done using (payment_id)
    left join told using (payment_id)
    cross join lateral (
      values
        ('amount_is_transferred', case when begins.version is null then 0 else amount_minor end, coalesce(begun, 0)),
        -- An expired payment may have been authorized, or in review.
        ('status_has_its_beginning', (status not in ('review', 'rejected'))::int, (begins.version is not null or status = 'expired')::int),
        ('held_is_transferred', coalesce(held_minor, 0), coalesce(held, 0)),
        ('captured_is_transferred', coalesce(captured_minor, 0), coalesce(captured, 0)),
        ('refunded_is_transferred', coalesce(refunded_minor, 0), coalesce(refunded, 0)),
        ('fees_are_transferred', coalesce(fee_minor, 0), coalesce(fees, 0)),
        ('version_has_its_operations', payments.version - 1, coalesce(operations, 0)),
        ('version_has_its_event', payments.version - 1, coalesce(events, 0))
    ) as sums (rule, expected, found)
  -- A transfer without its payment has no version.
  where sums.expected is distinct from sums.found;
end
$body$;

-- What does not fit in the balances as they are at the statement's snapshot.
create function pay.drift_of_balances() returns table (rule text, subject text, expected numeric, found numeric)
language sql stable
begin atomic
  with read_once as materialized (select * from pay.balances)
  select 'accounts_sum_to_zero', currency, 0::numeric, sum(balance_minor)
  from read_once group by currency having sum(balance_minor) <> 0
  union all
  select 'hold_is_not_negative', account_id, 0::numeric, balance_minor
  from read_once where kind = 'merchant_held' and balance_minor < 0;
end;

-- Everything that does not fit, at one snapshot; no row when the books are right. Reads all of the books.
create or replace function pay.check_drift() returns table (rule text, subject text, expected numeric, found numeric)
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  with sides as (
    select account_id, currency, sum(change) as total
    from pay.transfers
      cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as both_sides (account_id, change)
    group by account_id, currency
  )
  select 'balance_is_sum_of_transfers', coalesce(balances.account_id, sides.account_id), coalesce(sides.total, 0), balances.balance_minor
  from pay.balances full join sides on sides.account_id = balances.account_id and sides.currency = balances.currency
  where balances.balance_minor is distinct from coalesce(sides.total, 0)
  union all
  select rule, subject, expected, found from pay.drift_of_balances()
  union all
  select rule, subject, expected, found from pay.drift_of_payments(null);
end;

-- Everything that does not fit in what has changed since the last check that found nothing, at one snapshot. A drift is
-- found again by each check until it is gone.
create function pay.check_changes() returns table (rule text, subject text, expected numeric, found numeric)
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  last_check pay.checked;
  new_horizon xid8;
begin
  select * into strict last_check from pay.checked for update;
  -- Before the books are read: all below it has ended, and is seen.
  new_horizon := pg_snapshot_xmin(pg_current_snapshot());
  return query
  with tail as (
    select * from pay.transfers where transaction_id >= last_check.horizon
  ),
  sides as (
    select account_id, sum(change) as total
    from tail
      cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as both_sides (account_id, change)
    group by account_id
  ),
  sums as (
    select account_id, coalesce(checked_balances.balance_minor, 0) + coalesce(sides.total, 0) as total
    from pay.checked_balances full join sides using (account_id)
  ),
  changed as (
    select payment_id from tail
    union
    -- Some operations move nothing. The Data API ends a statement after 45 s: what began earlier was seen last time.
    select payment_id from pay.events where recorded_at >= last_check.checked_at - interval '1 minute'
  )
  select 'balance_is_sum_of_transfers', coalesce(balances.account_id, sums.account_id), coalesce(sums.total, 0), balances.balance_minor
  from pay.balances full join sums on sums.account_id = balances.account_id
  where balances.balance_minor is distinct from coalesce(sums.total, 0)
  union all
  select * from pay.drift_of_balances()
  union all
  select * from pay.drift_of_payments((select coalesce(array_agg(payment_id), '{}') from changed));
  if found then
    return;
  end if;
  insert into pay.checked_balances as known (account_id, balance_minor)
  select account_id, sum(change)
  from pay.transfers
    cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as both_sides (account_id, change)
  where transaction_id >= last_check.horizon and transaction_id < new_horizon
  group by account_id
  on conflict (account_id) do update set balance_minor = known.balance_minor + excluded.balance_minor;
  update pay.checked set horizon = new_horizon, checked_at = now();
end
$body$;

grant execute on function pay.check_changes() to pay_app;
