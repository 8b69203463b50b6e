-- Place of a payment's next event among all that were ever announced of it; the higher epoch counts among those of one place.
--
-- It is the version, except after a failover: a lost region may have decided what nobody was answered, and given what came after it a
-- higher version than it has here. That was announced; what replaces it must not look older. 'recorded_version' is the version that
-- the lost region answered; null for a new change.
create or replace function pay.order_after(wanted text, last_version int, recorded_version int, under bigint) returns int
language sql stable
return greatest(
  -- After what was decided here, it is not what it was there.
  recorded_version + exists (
    select from pay.operations
    where payment_id = wanted and version between 3 and last_version and epoch = under and applied_by <> 'recovery'
  )::int,
  1 + coalesce((select (event -> 'data' ->> 'order')::int from pay.events where payment_id = wanted and version = last_version), last_version)
);
