-- Why: what the ledger has done must be kept where no ledger can lose it, and be enough to make the ledger again.
--
-- Each command that was answered goes to the archive with all that it did, object by object. Which commands an object holds
-- is committed here before it is written, and it holds nothing but rows that are only ever added: whoever writes it again,
-- also in the other region after a failover, writes the very same bytes.
set local role pay_owner;

-- Rows are told apart by the transaction that wrote them: what is below pg_snapshot_xmin has ended, so nothing can still
-- appear there. Rows from before this migration count as written by it.
alter table pay.inbox add column transaction_id xid8 not null default pg_current_xact_id();
create index inbox_by_transaction on pay.inbox (transaction_id, command_id);
alter table pay.accounts add column transaction_id xid8 not null default pg_current_xact_id();
create index accounts_by_transaction on pay.accounts (transaction_id);

-- The objects of the archive: each goes on where the one before it ends.
create table pay.archive_objects (
  ordinal bigint primary key,
  epoch bigint not null,
  region text not null,
  -- Place of its last command; that of the object before when it holds none.
  up_to_transaction xid8 not null,
  up_to_command uuid not null,
  commands int not null,
  pinned_at timestamptz not null default now(),
  -- Hash of its last line; null until it is in the archive.
  hash text,
  written_at timestamptz,
  constraint archive_objects_commands_are_counted check (commands >= 0),
  constraint archive_objects_written_ones_have_a_hash check ((hash is null) = (written_at is null)),
  constraint archive_objects_hash_is_sha_256 check (hash ~ '^[0-9a-f]{64}$')
);
-- The one that is pinned is written before the next one is.
create unique index archive_objects_are_pinned_one_by_one on pay.archive_objects ((hash is null)) where hash is null;
-- What the first object goes on from; nothing of it is in the archive.
insert into pay.archive_objects (ordinal, epoch, region, up_to_transaction, up_to_command, commands, hash, written_at)
values (0, 0, '', '0', '00000000-0000-0000-0000-000000000000', 0, repeat('0', 64), now());

-- An object as whoever writes it needs it, with what it goes on from.
create function pay.archive_object_view(wanted bigint) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'ordinal', object.ordinal, 'epoch', object.epoch, 'region', object.region, 'commands', object.commands,
    'hash', object.hash, 'previous', jsonb_build_object('epoch', previous.epoch, 'ordinal', previous.ordinal, 'hash', previous.hash)
  )
  from pay.archive_objects as object join pay.archive_objects as previous on previous.ordinal = object.ordinal - 1
  where object.ordinal = wanted
);

-- Pins the next object, of at most commands_max commands; the same one again until it is written. An epoch begins with an
-- object of its own, also when nothing was done yet. Fenced: a former writer pins nothing.
create function pay.pin_archive_object(epoch bigint, origin_region text, commands_max int) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  last pay.archive_objects;
  due int;
  last_transaction xid8;
  last_command uuid;
begin
  if refusal is not null then
    return refusal;
  end if;
  lock table pay.archive_objects in share row exclusive mode;
  -- Pinned before a failover: if it was written, then on a branch that this ledger did not come from.
  delete from pay.archive_objects as objects where objects.hash is null and objects.epoch < epoch;
  select * into strict last from pay.archive_objects order by ordinal desc limit 1;
  if last.hash is null then
    return jsonb_build_object('outcome', 'pinned', 'object', pay.archive_object_view(last.ordinal));
  end if;
  with rows_due as (
    select transaction_id, command_id from pay.inbox
    where (transaction_id, command_id) > (last.up_to_transaction, last.up_to_command)
      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by transaction_id, command_id
    limit commands_max
  )
  select count(*) over (), rows_due.transaction_id, rows_due.command_id into due, last_transaction, last_command
  from rows_due order by rows_due.transaction_id desc, rows_due.command_id desc limit 1;
  if not found and last.epoch = epoch then
    return jsonb_build_object('outcome', 'complete');
  end if;
  insert into pay.archive_objects (ordinal, epoch, region, up_to_transaction, up_to_command, commands)
  values (
    last.ordinal + 1, epoch, origin_region, coalesce(last_transaction, last.up_to_transaction),
    coalesce(last_command, last.up_to_command), coalesce(due, 0)
  );
  return jsonb_build_object('outcome', 'pinned', 'object', pay.archive_object_view(last.ordinal + 1));
end
$body$;

-- A time as the ledger keeps it: UTC with microseconds.
create function pay.exact_time_text(at timestamptz) returns text
language sql stable parallel safe
return to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- What the commands of an object did, in the object's order; rows that are only ever added, and their fixed columns.
create function pay.archived_commands(wanted bigint) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select
    jsonb_strip_nulls(jsonb_build_object(
      'commandId', inbox.command_id,
      'fingerprint', inbox.fingerprint,
      'recordedAt', pay.exact_time_text(inbox.recorded_at),
      'payment', case when operations.version = 2 then jsonb_build_object(
        'merchantId', payments.merchant_id, 'amountMinor', payments.amount_minor::text, 'currency', payments.currency,
        'reference', payments.reference, 'customerId', payments.customer_id, 'canary', payments.canary,
        'acceptedAt', pay.exact_time_text(payments.accepted_at), 'createdAt', pay.exact_time_text(payments.created_at)
      ) end,
      'operation', case when operations.version is not null then jsonb_build_object(
        'paymentId', operations.payment_id, 'version', operations.version, 'operation', operations.operation,
        'amountMinor', operations.amount_minor::text, 'epoch', operations.epoch, 'originRegion', operations.origin_region,
        'appliedBy', operations.applied_by, 'correlationId', operations.correlation_id,
        'recordedAt', pay.exact_time_text(operations.recorded_at)
      ) end,
      'transfers', coalesce((
        select jsonb_agg(jsonb_build_object(
          'sequence', sequence, 'transferId', transfer_id, 'purpose', purpose, 'debitAccount', debit_account,
          'creditAccount', credit_account, 'amountMinor', amount_minor::text, 'currency', currency,
          'recordedAt', pay.exact_time_text(recorded_at)
        ) order by sequence)
        from pay.transfers
        where transfers.payment_id = operations.payment_id and transfers.version = operations.version
      ), '[]'),
      'accounts', coalesce((
        select jsonb_agg(jsonb_build_object(
          'accountId', account_id, 'kind', kind, 'merchantId', accounts.merchant_id, 'currency', accounts.currency,
          'openedAt', pay.exact_time_text(opened_at)
        ) order by account_id)
        from pay.accounts
        where accounts.transaction_id = inbox.transaction_id and accounts.currency = payments.currency
          and (accounts.merchant_id is null or accounts.merchant_id = payments.merchant_id)
      ), '[]')
    -- Apart, as they stand: an answer or an event may hold a null of its own.
    )) || jsonb_build_object('answer', inbox.answer, 'events', coalesce((
      select jsonb_agg(
        jsonb_build_object('seq', seq, 'event', event, 'recordedAt', pay.exact_time_text(recorded_at)) order by seq
      )
      from pay.events
      where events.payment_id = operations.payment_id
        -- The command that creates a payment may also be the one that accepts it.
        and (events.version = operations.version or operations.version = 2 and events.version = 1)
    ), '[]'))
  from pay.archive_objects as object
    join pay.archive_objects as previous on previous.ordinal = object.ordinal - 1
    join pay.inbox on (inbox.transaction_id, inbox.command_id) > (previous.up_to_transaction, previous.up_to_command)
      and (inbox.transaction_id, inbox.command_id) <= (object.up_to_transaction, object.up_to_command)
    left join pay.operations on operations.command_id = inbox.command_id
    left join pay.payments on payments.payment_id = operations.payment_id
  where object.ordinal = wanted
  order by inbox.transaction_id, inbox.command_id;
end;

-- Remembers that an object is in the archive, and how it ends. Safe to repeat; another hash is a mistake.
create function pay.archive_object_written(epoch bigint, wanted bigint, last_hash text) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  known text;
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.archive_objects as objects set hash = last_hash, written_at = now()
  where objects.ordinal = wanted and objects.epoch = epoch and objects.hash is null;
  select objects.hash into known from pay.archive_objects as objects where objects.ordinal = wanted;
  if known is distinct from last_hash then
    raise exception 'archive object % ends in % and not in %', wanted, known, last_hash;
  end if;
  return jsonb_build_object('outcome', 'written');
end
$body$;

-- Objects that were written in the last day, oldest first, after an ordinal. The other region, when it takes over, writes
-- again those of them that have not reached its own archive; S3 promises to copy within 15 minutes.
create function pay.archive_objects_of_a_day(after_ordinal bigint, batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select pay.archive_object_view(ordinal) from pay.archive_objects
  where ordinal > after_ordinal and ordinal > 0 and written_at > now() - interval '1 day'
  order by ordinal
  limit batch_max;
end;

-- Rows of pay.inbox of transactions below this one may be deleted: they are archived, and no object that may have to be
-- written again holds them. Null: nothing is.
create function pay.archived_before() returns xid8
language sql stable
return (
  select up_to_transaction from pay.archive_objects
  where written_at <= now() - interval '1 day'
  order by ordinal desc
  limit 1
);

-- Age of the oldest command that is not in the archive, in milliseconds; 0 when there is none.
create function pay.archive_lag() returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return jsonb_build_object('lagMs', coalesce((
  select greatest(0, floor(extract(epoch from clock_timestamp() - inbox.recorded_at) * 1000)::bigint)
  from pay.inbox
  where (inbox.transaction_id, inbox.command_id) > (
    select up_to_transaction, up_to_command from pay.archive_objects where hash is not null order by ordinal desc limit 1
  )
  order by inbox.transaction_id, inbox.command_id
  limit 1
), 0));

grant execute on function pay.pin_archive_object(bigint, text, int) to pay_app;
grant execute on function pay.archived_commands(bigint) to pay_app;
grant execute on function pay.archive_object_written(bigint, bigint, text) to pay_app;
grant execute on function pay.archive_objects_of_a_day(bigint, int) to pay_app;
grant execute on function pay.archive_lag() to pay_app;
