-- When an authorization ends: after the days of the terms, or sooner if its merchant asked for that.
create or replace function pay.hold_end_of(begins_at timestamptz, hold_seconds int, hold_days int) returns timestamptz
language sql stable
return begins_at + least(make_interval(days => hold_days), make_interval(secs => hold_seconds));
