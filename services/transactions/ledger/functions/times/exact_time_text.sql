-- A time as the ledger keeps it: UTC with microseconds.
create or replace function pay.exact_time_text(at timestamptz) returns text
language sql stable parallel safe
return to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
