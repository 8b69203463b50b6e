-- Rows of pay.inbox of transactions below this one may be deleted: they are archived, and no object that may have to be
-- written again holds them. Null: nothing is.
create or replace function pay.archived_before() returns xid8
language sql stable
return (
  select up_to_transaction from pay.archive_objects
  where written_at <= now() - interval '1 day'
  order by ordinal desc
  limit 1
);
