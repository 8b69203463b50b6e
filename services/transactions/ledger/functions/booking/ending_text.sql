-- How a booking ended that is no capture: members of its event's data and of its answer.
create or replace function pay.ending_text(refusal text, review jsonb, expiry timestamptz) returns text
language sql stable
return format(
  '%s%s%s', ',"reason":' || to_json(refusal)::text, ',"review":' || review::text, ',"expiresAt":"' || pay.time_text(expiry) || '"'
);
