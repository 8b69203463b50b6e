-- A time as JSON carries it: UTC with milliseconds.
create or replace function pay.time_text(at timestamptz) returns text
language sql stable parallel safe
return to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
