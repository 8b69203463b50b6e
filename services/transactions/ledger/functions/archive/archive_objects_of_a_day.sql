-- Objects that were written in the last day, oldest first, after an ordinal. The other region, when it takes over, writes
-- again those of them that have not reached its own archive; S3 promises to copy within 15 minutes.
create or replace function pay.archive_objects_of_a_day(after_ordinal bigint, batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select pay.archive_object_view(ordinal) from pay.archive_objects
  where ordinal > after_ordinal and ordinal > 0 and written_at > now() - interval '1 day'
  order by ordinal
  limit batch_max;
end;

grant execute on function pay.archive_objects_of_a_day(bigint, int) to pay_maintenance;
